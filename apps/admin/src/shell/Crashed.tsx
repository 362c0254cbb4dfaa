import { styled } from '@mui/material/styles'
import { lazy, Suspense } from 'react'
import * as strings from '../strings/index.ts'
import { Logo } from '../ui/Logo.tsx'
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

const Unexplained = () => <>{strings.crashed.text}</>

/** Knows every error; when it can't be fetched either, the general sentence stands. */
const Explained = lazy(() => import('./Explained.tsx').catch(() => ({ default: Unexplained })))

/**
 * A page that could not even begin. It is in the first load, since the network may be what failed. Loading the address
 * anew loses nothing, for it holds the state, and brings the newest code where that was the fault.
 */
export function Crashed({ error }: { error: unknown }) {
  const words = strings.crashed
  useTitle(words.titled(words.title))
  return (
    <main>
      <Notice
        mark={<Logo size={32} />}
        level="h1"
        title={words.title}
        action={
          <LoadAgain type="button" onClick={() => window.location.reload()}>
            {words.action}
          </LoadAgain>
        }
      >
        <Suspense fallback={<Unexplained />}>
          <Explained error={error} />
        </Suspense>
      </Notice>
    </main>
  )
}
