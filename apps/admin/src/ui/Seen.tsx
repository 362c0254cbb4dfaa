import Box from '@mui/material/Box'
import { type ReactNode, startTransition, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** How far outside the window it is drawn already, so that scrolling finds it there. */
const ahead = '300px'

/** What is dear to draw, drawn when it comes near the window: what is read first does not wait for it. */
export function Seen({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const element = place.current
    if (seen || element === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) startTransition(() => setSeen(true))
      },
      { rootMargin: ahead },
    )
    observer.observe(element)
    // Paper has no window to come near to, and is drawn at once.
    const print = () => flushSync(() => setSeen(true))
    window.addEventListener('beforeprint', print)
    return () => {
      observer.disconnect()
      window.removeEventListener('beforeprint', print)
    }
  }, [seen])
  return <Box ref={place}>{seen ? children : fallback}</Box>
}
