import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'

/** What lies over any page: the search, or help on where one stands. */
export type Overlay = 'search' | 'help'

interface OverlayState {
  readonly open: Overlay | null
  readonly show: (overlay: Overlay | null) => void
}

const OverlayContext = createContext<OverlayState>({ open: null, show: () => {} })

export const useOverlay = () => use(OverlayContext)

/** Ctrl-K and Cmd-K open the search from anywhere, also from a field and where single keys are switched off. */
export function OverlayProvider({ children }: { children: ReactNode }) {
  const [open, show] = useState<Overlay | null>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const combined = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (!combined || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      show((before) => (before === 'search' ? null : 'search'))
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  const state = useMemo(() => ({ open, show }), [open])
  return <OverlayContext value={state}>{children}</OverlayContext>
}
