import { useRouter } from '@tanstack/react-router'
import { toProblem } from '../api/problem.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { strings } from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'

/** A page that could not even begin: its session could not be read, or it has a bug. */
export function Crashed({ error }: { error: unknown }) {
  const router = useRouter()
  const words = strings.shell.crashed
  useTitle(strings.shell.titled(words.title))
  return (
    <ProblemNotice title={words.title} problem={toProblem(error)} onRetry={() => void router.invalidate()} />
  )
}
