import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { explain, isErrorCode, recordedCodes } from '@syncline/domain/error'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { unstopped } from '../syncs/sentence.ts'
import { drawn } from '../ui/drawn.ts'
import { Section } from '../ui/Section.tsx'
import { eventsBehind } from './links.ts'
import type { OverviewSearch } from './search.ts'

const words = strings.overview.errors
const shownAtOnce = 8

/** Failed tries by what went wrong, the most frequent first; each leads to just those tries as events. */
export function ErrorCodes({
  errors,
  search,
  time,
}: {
  errors: Readonly<Record<string, number>>
  search: OverviewSearch
  time: { readonly from: string; readonly to: string }
}) {
  const codes = Object.entries(errors)
    .map(([code, tries]) => [code, Number(tries)] as const)
    .sort((one, other) => other[1] - one[1])
    .slice(0, shownAtOnce)
  const most = codes[0]?.[1] ?? 1
  return (
    <Section title={words.title}>
      <Typography variant="caption" component="p" sx={{ color: 'ink.quiet', mt: -2, mb: 2 }}>
        {words.hint}
      </Typography>
      {codes.length === 0 ? (
        <Typography sx={{ color: 'ink.soft', borderTop: 1, borderColor: 'line.border', pt: 3 }}>
          {words.none}
        </Typography>
      ) : (
        <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
          {codes.map(([code, tries]) => (
            <Box component="li" key={code} sx={{ borderBottom: 1, borderColor: 'line.grid' }}>
              <TextLink
                to="/events"
                search={eventsBehind(
                  search,
                  time,
                  'failures',
                  recordedCodes.filter((each) => each === code),
                )}
                sx={{
                  display: 'grid',
                  gridTemplateColumns: 'minmax(0, 1fr) auto',
                  gap: '2px 12px',
                  py: 2,
                  color: 'inherit',
                  textDecoration: 'none',
                  '&:hover': { backgroundColor: 'fill.hover' },
                }}
              >
                <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
                  {isErrorCode(code) ? unstopped(explain(code, strings.shell.someProvider).sentence) : code}
                </Box>
                <Box component="span" sx={{ fontWeight: 500, textAlign: 'right', whiteSpace: 'nowrap' }}>
                  {words.tries(strings.list.count(tries), tries === 1)}
                </Box>
                <Box
                  component="span"
                  sx={{ typography: 'mono', color: 'ink.quiet', overflowWrap: 'anywhere' }}
                >
                  {code}
                </Box>
                <Box aria-hidden component="span" sx={{ width: 96, alignSelf: 'center' }}>
                  <Box
                    component="span"
                    sx={{
                      ...drawn,
                      display: 'block',
                      ml: 'auto',
                      height: 6,
                      width: `${(100 * tries) / most}%`,
                      backgroundColor: 'status.failed.main',
                    }}
                  />
                </Box>
              </TextLink>
            </Box>
          ))}
        </Box>
      )}
    </Section>
  )
}
