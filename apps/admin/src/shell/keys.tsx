import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react'
import { readStored, writeStored } from '../ui/stored.ts'

/** What a key does, by its name in `KeyboardEvent.key`; two keys in a row are written «g s». */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>

interface Keys {
  readonly on: boolean
  readonly switchTo: (on: boolean) => void
  readonly mapOpen: boolean
  readonly showMap: (open: boolean) => void
}

const storageKey = 'syncline-single-keys'
const sequenceMs = 1_000
const KeysContext = createContext<Keys>({
  on: true,
  switchTo: () => {},
  mapOpen: false,
  showMap: () => {},
})

/** Single keys can be switched off, for people who speak to their computer (WCAG 2.1.4). */
export function KeysProvider({
  mapOpen: initiallyOpen = false,
  children,
}: {
  mapOpen?: boolean
  children: ReactNode
}) {
  const [on, setOn] = useState(() => readStored(storageKey) !== 'off')
  const [mapOpen, showMap] = useState(initiallyOpen)
  const keys = useMemo<Keys>(
    () => ({
      on,
      switchTo: (next) => {
        setOn(next)
        writeStored(storageKey, next ? 'on' : 'off')
      },
      mapOpen,
      showMap,
    }),
    [on, mapOpen],
  )
  return <KeysContext value={keys}>{children}</KeysContext>
}

export const useKeySettings = () => use(KeysContext)

/** What takes letters itself; a box that was just ticked with the mouse does not. */
const takesLetters =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]'

/** Keys belong to what has the focus first: a field, an open dialog or menu, a control that takes Enter itself. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return true
  const target = event.target instanceof HTMLElement ? event.target : null
  if (target?.closest(takesLetters)) return true
  return event.key === 'Enter' && target?.closest('a, button') !== null && target !== null
}

/** The first of two keys in a row: what follows it is no single key. */
const leader = 'g'

/**
 * Binds keys while the component is on screen.
 * @param listensOn where they are listened to: what the window hears comes after what any page has bound
 */
export function useKeys(map: KeyMap, listensOn: Document | Window = document): void {
  const { on } = useKeySettings()
  const latest = useRef(map)
  useEffect(() => {
    latest.current = map
  })
  useEffect(() => {
    if (!on) return
    let first = ''
    let firstAt = 0
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTaken(event)) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const led = first === leader && event.timeStamp - firstAt < sequenceMs
      const action = latest.current[led ? `${leader} ${key}` : key]
      first = led ? '' : key
      firstAt = event.timeStamp
      if (!action) return
      event.preventDefault()
      action(event)
    }
    listensOn.addEventListener('keydown', onKeyDown as EventListener)
    return () => listensOn.removeEventListener('keydown', onKeyDown as EventListener)
  }, [on, listensOn])
}
