import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { card } from './card.ts'

/** The rows of the phone to come, without content. */
export function CardsSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Box component="ul" aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        <Box component="li" key={index} sx={{ ...card, gap: 2 }}>
          <Skeleton height={14} width={120 + (index % 3) * 24} />
          <Skeleton height={10} width={96} />
          <Skeleton height={14} width="70%" />
        </Box>
      ))}
    </Box>
  )
}
