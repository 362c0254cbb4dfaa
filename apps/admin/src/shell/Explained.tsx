import { TRPCClientError } from '@trpc/client'
import { ProblemError, toProblem } from '../api/problem.ts'
import { Look } from '../Look.tsx'
import { ErrorId } from '../parts/ProblemNotice.tsx'
import * as strings from '../strings/index.ts'

/** Errors of a request; anything else is a fault of the page itself. */
const isAnswer = (error: unknown) => error instanceof TRPCClientError || error instanceof ProblemError

/** What went wrong, in words, with the id to quote. */
export default function Explained({ error }: { error: unknown }) {
  if (!isAnswer(error)) return strings.crashed.text
  const { sentence, remedy, errorId } = toProblem(error)
  return (
    <Look>
      {sentence} {remedy}
      {errorId !== null && <ErrorId id={errorId} />}
    </Look>
  )
}
