import Typography from '@mui/material/Typography'
import { countCap } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'
import { capped } from './capped.ts'

/** How many match, in words; null while it is not known. */
export const matchText = (matching: number | null): string | null =>
  matching === null ? null : strings.list.matching(capped(matching, countCap), matching === 1)

export function Matching({ matching }: { matching: number | null }) {
  return (
    matching !== null && (
      <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
        {matchText(matching)}
      </Typography>
    )
  )
}
