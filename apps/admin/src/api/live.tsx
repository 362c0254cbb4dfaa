import type { LiveChange, LiveNoun } from '@syncline/domain/view'
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react'
import { useApi } from './context.tsx'
import { isSignedOut } from './problem.ts'

export type LiveState = 'connecting' | 'live' | 'down'
type Listener = (change: LiveChange) => void

interface Live {
  readonly state: LiveState
  readonly listen: (listener: Listener) => () => void
}

const quiet: Live = { state: 'live', listen: () => () => {} }
const LiveContext = createContext<Live>(quiet)

/** While the bell is cut, pages read again this often. */
export const pollMs = 15_000
/** After a refusal the subscription is made anew; short cuts are mended by the link itself. */
const resubscribeMs = 5_000
/** A bell that rings more often than this is answered with one reading. */
const settleMs = 400

/** One subscription for all pages: a bell that says what to read again, never the data itself. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { client, horizons, queries } = useApi()
  const [state, setState] = useState<LiveState>('connecting')
  const [attempt, setAttempt] = useState(0)
  const listeners = useRef(new Set<Listener>())

  useEffect(() => {
    const ring = (change: LiveChange) => {
      horizons[change.noun].raise(change.position)
      for (const listener of listeners.current) listener(change)
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const subscription = client.live.changes.subscribe(undefined, {
      onStarted: () => setState('live'),
      onData: (event) => ring(event.data),
      onError: (error) => {
        setState('down')
        // The session has ended: the next reading says so, and leads to the sign-in.
        if (isSignedOut(error)) void queries.invalidateQueries()
        timer = setTimeout(() => setAttempt((made) => made + 1), resubscribeMs)
      },
      onConnectionStateChange: ({ state: connection, error }) => {
        if (connection === 'pending') setState('live')
        else if (error) setState('down')
      },
    })
    return () => {
      clearTimeout(timer)
      subscription.unsubscribe()
    }
  }, [client, horizons, queries, attempt])

  const live = useMemo<Live>(
    () => ({
      state,
      listen: (listener) => {
        listeners.current.add(listener)
        return () => listeners.current.delete(listener)
      },
    }),
    [state],
  )
  return <LiveContext value={live}>{children}</LiveContext>
}

export const useLive = () => use(LiveContext)

/**
 * Calls `onChange` with the ids of a noun that changed since the last call, at most every 400 ms; with null when too many to
 * name. While the bell is cut it is called every 15 s.
 */
export function useBell(noun: LiveNoun, onChange: (ids: ReadonlySet<string> | null) => void): void {
  const { listen, state } = useLive()
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })

  useEffect(() => {
    let ids: Set<string> | null = new Set()
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      const rung = ids
      ids = new Set()
      latest.current(rung)
    }
    const stop = listen((change) => {
      if (change.noun !== noun) return
      if (change.more) ids = null
      else for (const id of change.ids) ids?.add(id)
      timer ??= setTimeout(flush, settleMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [listen, noun])

  useEffect(() => {
    if (state !== 'down') return
    const timer = setInterval(() => latest.current(null), pollMs)
    return () => {
      clearInterval(timer)
      // It is heard again: what rang meanwhile is not known, so everything is read once.
      latest.current(null)
    }
  }, [state])
}
