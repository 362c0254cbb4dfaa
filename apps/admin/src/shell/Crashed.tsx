import { styled } from '@mui/material/styles'
import { useRouter } from '@tanstack/react-router'
import { toProblem } from '../api/problem.ts'
import * as strings from '../strings/index.ts'
import { Notice } from '../ui/Notice.tsx'
import { useTitle } from '../ui/useTitle.ts'

/** Smaller than the button of the pages, which are not loaded yet. */
const LoadAgain = styled('button')(({ theme }) => ({
  ...theme.typography.button,
  minHeight: 32,
  padding: '4px 12px',
  border: 0,
  borderRadius: 6,
  color: theme.vars.palette.accent.on,
  backgroundColor: theme.vars.palette.accent.main,
  cursor: 'pointer',
}))

/** A page that could not even begin. It is in the first load, since the network may be what failed. */
export function Crashed({ error }: { error: unknown }) {
  const router = useRouter()
  const words = strings.shell.crashed
  const { sentence, remedy, errorId } = toProblem(error)
  useTitle(strings.shell.titled(words.title))
  return (
    <main role="alert">
      <Notice
        mark={null}
        title={words.title}
        action={
          <LoadAgain type="button" onClick={() => void router.invalidate()}>
            {words.action}
          </LoadAgain>
        }
      >
        {sentence} {remedy}
        {errorId !== null && ` ${strings.shell.problem.quote}: ${errorId}`}
      </Notice>
    </main>
  )
}
