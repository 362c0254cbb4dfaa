import { lazy, Suspense, useEffect } from 'react'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import './crashed.css'
import { isReached, UnreachedError } from './reach.ts'

const Unexplained = () => <>{strings.crashed.text}</>

/** Knows every error; when it can't be fetched either, the general sentence stands. */
const Explained = lazy(() => import('./Explained.tsx').catch(() => ({ default: Unexplained })))

const lookEveryMs = 5_000

const loadAgain = () => window.location.reload()

/** Loads the page again as soon as the server answers; looks every few seconds, and when somebody asks. */
function useReturn(waits: boolean): () => void {
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(() => void isReached().then((reached) => reached && loadAgain()), lookEveryMs)
    return () => clearInterval(timer)
  }, [waits])
  return () => void (waits ? isReached() : Promise.resolve(true)).then((goOn) => goOn && loadAgain())
}

/**
 * A page that could not even begin. It is in the first load with a style of its own, since the network may be what
 * failed. Loading the address anew loses nothing, for it holds the state, and brings the newest code where that was the
 * fault.
 */
export function Crashed({ error }: { error: unknown }) {
  const words = strings.crashed
  const unreached = error instanceof UnreachedError
  const onAgain = useReturn(unreached)
  useTitle(words.titled(words.title))
  return (
    <main className="crashed">
      <svg viewBox="0 0 24 24" width="32" height="32" aria-hidden focusable={false}>
        <path d="M1 4.5h4.5l6.5 5 6.5-5H23M1 10.5h4.5l6.5 5 6.5-5H23" />
        <path d="M1 16.5h4.5l6.5 5 6.5-5H23" />
      </svg>
      <h1>{unreached ? words.unreached : words.title}</h1>
      <div>
        {unreached ? (
          words.unreachedText
        ) : (
          <Suspense fallback={<Unexplained />}>
            <Explained error={error} />
          </Suspense>
        )}
      </div>
      <button type="button" onClick={onAgain}>
        {words.action}
      </button>
    </main>
  )
}
