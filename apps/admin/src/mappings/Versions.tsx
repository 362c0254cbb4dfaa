import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { Mapping } from '@syncline/domain/mapping'
import type { MappingVersion } from '@syncline/domain/view'
import { ExportLink } from '../list/ExportLink.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { Section } from '../ui/Section.tsx'
import { type Difference, differences } from './draft.ts'

const words = strings.mappings

export function Differences({ found }: { found: readonly Difference[] }) {
  if (found.length === 0) return <Typography sx={{ color: 'ink.quiet' }}>{words.nothingChanges}</Typography>
  return (
    <Box component="ul" sx={{ overflowWrap: 'anywhere' }}>
      {found.map(({ field, how }) => (
        <li key={`${how} ${field}`}>
          <Box component="span" sx={{ color: 'ink.quiet' }}>
            {words.diff[how]}
          </Box>{' '}
          {field}
        </li>
      ))}
    </Box>
  )
}

/** Newest first, each with what it changed. */
export function Versions({
  flowId,
  versions,
  current,
  disabled,
  onUse,
}: {
  flowId: string
  versions: readonly MappingVersion[]
  current: number
  disabled: boolean
  onUse: (mapping: Mapping) => void
}) {
  return (
    <Section
      title={words.versions}
      end={versions.length > 0 && <ExportLink list="versions" filter={() => ({ flowId })} isPart />}
    >
      <Box component="ol" sx={{ display: 'grid', gap: 4 }}>
        {versions.map(({ version, mapping, reason, by, publishedAt }, index) => {
          const before = versions[index + 1]
          return (
            <li key={version}>
              <Typography sx={{ fontWeight: 600 }}>
                {words.version(version)}
                {version === current && ` · ${words.inForce}`}
              </Typography>
              <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
                {by}
                {by !== null && publishedAt !== null && ' · '}
                {publishedAt === null ? words.cameWith : <Time at={publishedAt} />}
              </Typography>
              {reason !== null && <Typography sx={{ overflowWrap: 'anywhere' }}>{reason}</Typography>}
              {before && <Differences found={differences(before.mapping, mapping)} />}
              {!disabled && (
                <Button size="small" sx={{ mt: 2 }} onClick={() => onUse(mapping)}>
                  {words.useOf(version)}
                </Button>
              )}
            </li>
          )
        })}
      </Box>
    </Section>
  )
}
