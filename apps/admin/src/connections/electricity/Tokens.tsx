import Box from '@mui/material/Box'
import type { MeterToken } from '@syncline/domain/view'
import { CopyButton } from '../../parts/CopyButton.tsx'
import * as strings from '../../strings/index.ts'

const words = strings.electricity.tokens
const nameOf = (kind: string): string =>
  Object.hasOwn(words.kinds, kind) ? words.kinds[kind as keyof typeof words.kinds] : kind

/** The numbers for a meter, in the order they are typed, in groups of four. */
export function Tokens({ tokens }: { tokens: readonly MeterToken[] }) {
  if (tokens.length === 0) return <div>{words.none}</div>
  return (
    <Box component="dl" sx={{ display: 'grid', gap: 2, m: 0 }}>
      {tokens.map(({ kind, digits }) => (
        <div key={digits}>
          <Box component="dt" sx={{ color: 'ink.quiet' }}>
            {nameOf(kind)}
          </Box>
          <Box component="dd" sx={{ m: 0, display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
            <Box component="strong" sx={{ typography: 'mono', fontSize: '1.125rem', fontWeight: 600 }}>
              {digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}
            </Box>
            <CopyButton text={digits} name={nameOf(kind)} />
          </Box>
        </div>
      ))}
    </Box>
  )
}
