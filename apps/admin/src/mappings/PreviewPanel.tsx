import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { MappingPreview } from '@syncline/domain/view'
import { useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { Refused, refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Code } from '../ui/Code.tsx'
import { Section } from '../ui/Section.tsx'
import { Segments } from '../ui/Segments.tsx'

const words = strings.mappings
const sides = ['source', 'record', 'body'] as const

/** What the draft makes of the newest record of its flow. */
export function PreviewPanel({
  preview,
  problem,
}: {
  /** Null while it is tried for the first time. */
  preview: MappingPreview | null
  problem: Problem | null
}) {
  const [side, setSide] = useState<(typeof sides)[number]>('record')
  const refused = refusedBy(problem)
  return (
    <Section title={words.preview}>
      <Box sx={{ display: 'grid', gap: 3 }}>
        {refused !== null ? (
          <Refused {...refused} />
        ) : preview === null ? (
          <Typography role="status">{words.previewing}</Typography>
        ) : preview.source === null ? (
          <Typography sx={{ color: 'ink.soft' }}>{words.noSample}</Typography>
        ) : (
          <>
            <Segments
              label={words.previewShows}
              value={side}
              options={sides.map((value) => ({ value, label: words[value] }))}
              onChange={setSide}
            />
            {preview[side] === null ? (
              <Typography sx={{ color: 'ink.soft' }}>{words.noResult}</Typography>
            ) : (
              <Code label={words[side]}>{preview[side]}</Code>
            )}
            <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
              {preview.isClear ? words.clear : words.masked}
            </Typography>
          </>
        )}
      </Box>
    </Section>
  )
}
