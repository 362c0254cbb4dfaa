import Box from '@mui/material/Box'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'

/** After this long each part is shown as far as it is. */
const longestMs = 1_500
/** An answer may make another question: all have come when none is asked for this long. */
const quietMs = 30

/** Laid out, so that nothing has to be measured again, but neither seen, read aloud nor reached. */
const unseen = { visibility: 'hidden', height: 0, overflow: 'hidden' } as const

/**
 * Shows parts that are read each for itself at once, when all of them have been read: a part that comes late would move
 * the ones below it away from under the pointer.
 */
export function Together({ meanwhile, children }: { meanwhile: ReactNode; children: ReactNode }) {
  const queries = useQueryClient()
  const [isWhole, setWhole] = useState(false)
  useEffect(() => {
    const isRead = () => queries.isFetching({ predicate: ({ state }) => state.status === 'pending' }) === 0
    const show = () => setWhole(true)
    let quiet: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(quiet)
      quiet = isRead() ? setTimeout(show, quietMs) : undefined
    }
    look()
    const longest = setTimeout(show, longestMs)
    const stop = queries.getQueryCache().subscribe(look)
    return () => {
      stop()
      clearTimeout(longest)
      clearTimeout(quiet)
    }
  }, [queries])
  return (
    <>
      {!isWhole && meanwhile}
      <Box sx={isWhole ? undefined : unseen}>{children}</Box>
    </>
  )
}
