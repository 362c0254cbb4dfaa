import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { ErrorId } from './ProblemNotice.tsx'

/** How a part of a page is, as far as it reads something of its own. */
export type PartState<Ready> =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | ({ readonly kind: 'ready' } & Ready)

/** A part of a page that reads something of its own: a skeleton of it, why it is not there, or what was read. */
export function PartFace<Ready>({
  state,
  loading,
  failed,
  heights = [88],
  children,
}: {
  state: PartState<Ready>
  /** What is being loaded, in words. */
  loading: string
  /** What could not be loaded, and what that means. */
  failed: string
  /** Of the skeleton's lines. */
  heights?: readonly number[]
  children: (ready: Ready) => ReactNode
}) {
  switch (state.kind) {
    case 'loading':
      return (
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={loading} sx={{ display: 'grid', gap: 1 }}>
            {heights.map((height, index) => (
              // Lines of a skeleton are told apart by their place alone.
              // biome-ignore lint/suspicious/noArrayIndexKey: they never move
              <Skeleton key={index} height={height} />
            ))}
          </Box>
        </Delayed>
      )
    case 'error':
      return (
        <Box role="alert" sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
          <div>
            {failed}. {state.problem.remedy}
            {state.problem.errorId !== null && <ErrorId id={state.problem.errorId} />}
          </div>
          <Button onClick={state.onRetry}>{strings.shell.tryAgain}</Button>
        </Box>
      )
    case 'ready':
      return children(state)
  }
}
