import { type ReactNode, useEffect, useState } from 'react'

/** Shows its children only when the wait is long enough to be noticed. */
export function Delayed({ afterMs = 150, children }: { afterMs?: number | undefined; children: ReactNode }) {
  const [due, setDue] = useState(afterMs === 0)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), afterMs)
    return () => clearTimeout(timer)
  }, [afterMs])
  return due ? children : null
}
