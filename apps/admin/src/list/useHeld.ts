import type { LiveNoun } from '@syncline/domain/view'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { useIsMenuOpen } from '../ui/openMenus.ts'

/** Further down than this, a row has left the screen. */
const scrolledPx = 60

function useScrolled(): boolean {
  const [scrolled, setScrolled] = useState(false)
  useEffect(() => {
    const look = () => setScrolled(window.scrollY > scrolledPx)
    look()
    window.addEventListener('scroll', look, { passive: true })
    return () => window.removeEventListener('scroll', look)
  }, [])
  return scrolled
}

export type Held = 'selected' | 'menu' | 'scrolled' | null

/**
 * Reads a list again when the bell rings. While rows are selected, a menu is open or the list is scrolled it keeps still:
 * only what is new above it is counted, and everything is read once it is let go.
 * @param still the rows on screen never change, so that they are not read again
 */
export function useHeld(
  noun: LiveNoun,
  key: string,
  { selecting, still }: { selecting: boolean; still: boolean },
): Held {
  const api = useApi()
  const scrolled = useScrolled()
  const menu = useIsMenuOpen()
  const held: Held = still ? null : selecting ? 'selected' : menu ? 'menu' : scrolled ? 'scrolled' : null
  const missed = useRef(false)
  const read = useCallback(
    (part?: string) =>
      void api.queries.invalidateQueries({ queryKey: part === undefined ? [key] : [key, part] }),
    [api, key],
  )
  useBell(noun, () => {
    if (held === null) return read(still ? 'newer' : undefined)
    missed.current = true
    read('newer')
  })
  useEffect(() => {
    if (held !== null || !missed.current) return
    missed.current = false
    read()
  }, [held, read])
  return held
}
