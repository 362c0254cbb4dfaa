import { createContext, type ReactNode, use, useCallback, useSyncExternalStore } from 'react'

/** The one source of "now" on screen: it ticks once a second for all who look, and stands still in stories. */
export interface Clock {
  readonly now: () => number
  readonly subscribe: (listener: () => void) => () => void
}

const tickMs = 1_000

function createClock(): Clock {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let nowMs = Date.now()
  const tick = () => {
    nowMs = Date.now()
    for (const listener of listeners) listener()
  }
  return {
    now: () => nowMs,
    subscribe(listener) {
      listeners.add(listener)
      if (timer === undefined) {
        nowMs = Date.now()
        timer = setInterval(tick, tickMs)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) {
          clearInterval(timer)
          timer = undefined
        }
      }
    },
  }
}

/** A clock that shows one moment for ever. */
export const stoppedClock = (atMs: number): Clock => ({ now: () => atMs, subscribe: () => () => {} })

const ClockContext = createContext<Clock>(createClock())

export function ClockProvider({ clock, children }: { clock: Clock; children: ReactNode }) {
  return <ClockContext value={clock}>{children}</ClockContext>
}

/**
 * A word or number that follows the clock. The component renders again only when the outcome differs, so a list
 * of hours-old rows does not work every second.
 */
export function useTicking<Value extends string | number | boolean>(at: (nowMs: number) => Value): Value {
  const clock = use(ClockContext)
  const snapshot = useCallback(() => at(clock.now()), [at, clock])
  return useSyncExternalStore(clock.subscribe, snapshot)
}

/** The clock itself, for what is worked out while rendering anyway. */
export const useClock = (): Clock => use(ClockContext)
