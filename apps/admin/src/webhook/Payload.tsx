import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { DeliveryPayload } from '@syncline/domain/view'
import { useMemo } from 'react'
import { CopyButton } from '../parts/CopyButton.tsx'
import * as strings from '../strings/index.ts'
import { Code } from '../ui/Code.tsx'
import { JsonTree } from '../ui/JsonTree.tsx'
import { Section } from '../ui/Section.tsx'

const words = strings.webhook.payload

const quiet = { color: 'ink.quiet' } as const
const sheet = { border: 1, borderColor: 'line.border', borderRadius: '8px', p: 3 } as const

/** What was sent, masked: JSON that folds, or the text where it is none. */
export function Payload({ payload }: { payload: DeliveryPayload }) {
  if (payload.state !== 'shown')
    return (
      <Section title={words.title}>
        <Typography sx={quiet}>{words[payload.state]}</Typography>
      </Section>
    )
  return (
    <Section
      title={words.title}
      end={
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', typography: 'caption', ...quiet }}>
          {words.masked}
          <CopyButton text={payload.text} name={words.copy} />
        </Box>
      }
    >
      <Box sx={sheet}>
        {payload.json && payload.whole ? (
          <Tree text={payload.text} />
        ) : (
          <Code label={words.label}>{payload.text}</Code>
        )}
      </Box>
      {!payload.whole && (
        <Typography variant="caption" component="p" sx={{ mt: 2, ...quiet }}>
          {words.cut}
        </Typography>
      )}
    </Section>
  )
}

function Tree({ text }: { text: string }) {
  const value = useMemo(() => JSON.parse(text) as unknown, [text])
  return <JsonTree label={words.label} value={value} entries={words.entries} />
}
