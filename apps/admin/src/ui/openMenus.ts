import { useEffect, useSyncExternalStore } from 'react'

let open = 0
const listeners = new Set<() => void>()

function count(change: 1 | -1): void {
  open += change
  for (const changed of listeners) changed()
}

const subscribe = (changed: () => void) => {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** Tells that a menu is open, for as long as it is. */
export function useOpenMenu(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    count(1)
    return () => count(-1)
  }, [isOpen])
}

/** Whether any menu is open: what is under it keeps still. */
export const useIsMenuOpen = () => useSyncExternalStore(subscribe, () => open > 0)
