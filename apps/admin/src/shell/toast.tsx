import Box from '@mui/material/Box'
import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useEffect, useState } from 'react'
import type { Refusal } from '../parts/Refused.tsx'

// Seldom needed: it comes when it is.
const RefusedToast = lazy(() => import('./RefusedToast.tsx'))

const shownMs = 6_000
type Said = string | Refusal
const ToastContext = createContext<(said: Said) => void>(() => {})

/**
 * Says one short sentence at the foot of the screen: what was done, or why a key did nothing. A refusal stays there with its
 * id until it is closed.
 */
export const useToast = () => use(ToastContext)

export function ToastProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ what: Said } | null>(null)
  const say = useCallback((what: Said) => setSaid({ what }), [])
  useEffect(() => {
    if (said === null || typeof said.what !== 'string') return
    const timer = setTimeout(() => setSaid(null), shownMs)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <ToastContext value={say}>
      {children}
      <Box
        role="status"
        sx={{
          position: 'fixed',
          insetInline: 0,
          bottom: { xs: 76, md: 60 },
          zIndex: 'snackbar',
          display: 'flex',
          justifyContent: 'center',
          px: 4,
          pointerEvents: 'none',
        }}
      >
        {said !== null &&
          (typeof said.what === 'string' ? (
            <Box sx={{ ...look, px: 4, py: 2, backgroundColor: 'ink.strong', color: 'fill.surface' }}>
              {said.what}
            </Box>
          ) : (
            <Box
              sx={{ ...look, p: 2, display: 'flex', alignItems: 'start', border: 1, pointerEvents: 'auto' }}
            >
              <Suspense fallback={null}>
                <RefusedToast refusal={said.what} onClose={() => setSaid(null)} />
              </Suspense>
            </Box>
          ))}
      </Box>
    </ToastContext>
  )
}

const look = {
  borderRadius: '8px',
  maxWidth: 560,
  overflowWrap: 'anywhere',
  typography: 'body1',
  backgroundColor: 'fill.surface',
  borderColor: 'line.border',
} as const
