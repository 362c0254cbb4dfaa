import { useEffect, useRef, useState } from 'react'

/** The same value, but changing at most every `everyMs`: for what is read aloud. */
export function useCalm<Value>(value: Value, everyMs: number): Value {
  const [calm, setCalm] = useState(value)
  const changedAt = useRef(0)
  useEffect(() => {
    if (Object.is(value, calm)) return
    const change = () => {
      changedAt.current = performance.now()
      setCalm(value)
    }
    const waitMs = changedAt.current === 0 ? 0 : changedAt.current + everyMs - performance.now()
    const timer = setTimeout(change, Math.max(0, waitMs))
    return () => clearTimeout(timer)
  }, [value, calm, everyMs])
  return calm
}
