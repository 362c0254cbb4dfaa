import { useEffect } from 'react'

/** Paper has no dark theme: what is printed is printed in light, and the screen is as it was afterwards. */
export function usePrintInLight(): void {
  useEffect(() => {
    const root = document.documentElement
    let before: string | null = null
    const begin = () => {
      before = root.getAttribute('data-scheme')
      root.setAttribute('data-scheme', 'light')
    }
    const end = () => {
      if (before !== null) root.setAttribute('data-scheme', before)
    }
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
}
