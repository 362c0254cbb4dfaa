import type { UseQueryResult } from '@tanstack/react-query'
import type { PartState } from '../parts/PartFace.tsx'
import { toProblem } from './problem.ts'

/** How what shows one reading is. Data that is there stays on screen, also when a later reading failed. */
export function readState<Data, Ready extends object>(
  { data, error, refetch }: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>,
  ready: (data: Data) => Ready,
): PartState<Ready> {
  if (data !== undefined) return { kind: 'ready', ...ready(data) }
  if (error) return { kind: 'error', problem: toProblem(error), onRetry: () => void refetch() }
  return { kind: 'loading' }
}
