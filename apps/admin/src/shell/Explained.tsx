import { toProblem } from '../api/problem.ts'
import { ErrorId } from '../parts/ProblemNotice.tsx'

/** What went wrong, in words, with the id to quote. */
export default function Explained({ error }: { error: unknown }) {
  const { sentence, remedy, errorId } = toProblem(error)
  return (
    <>
      {sentence} {remedy}
      {errorId !== null && <ErrorId id={errorId} />}
    </>
  )
}
