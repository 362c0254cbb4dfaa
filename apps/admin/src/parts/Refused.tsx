import Box from '@mui/material/Box'
import type { Problem } from '../api/problem.ts'
import { ErrorId } from './ProblemNotice.tsx'

/** Why a command was refused, in words, and the id to quote. */
export interface Refusal {
  readonly text: string
  readonly errorId: string | null
}

/** What is known of a conflict, by its reason; else the error's own sentence. Null where there is no problem. */
export function refusedBy(problem: Problem, conflict?: (reason: string) => string | undefined): Refusal
export function refusedBy(
  problem: Problem | null,
  conflict?: (reason: string) => string | undefined,
): Refusal | null
export function refusedBy(
  problem: Problem | null,
  conflict: (reason: string) => string | undefined = () => undefined,
): Refusal | null {
  if (problem === null) return null
  const reason = problem.details['reason']
  const known = problem.code === 'STATE_CONFLICT' && typeof reason === 'string' ? conflict(reason) : undefined
  return { text: known ?? `${problem.sentence} ${problem.remedy}`, errorId: problem.errorId }
}

export function Refused({ text, errorId }: Refusal) {
  return (
    <Box
      role="alert"
      sx={{
        px: 3,
        py: 2,
        borderRadius: '6px',
        backgroundColor: 'status.failed.wash',
        color: 'status.failed.main',
      }}
    >
      {text}
      {errorId !== null && <ErrorId id={errorId} />}
    </Box>
  )
}
