import Box from '@mui/material/Box'
import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'

const shownMs = 6_000
const ToastContext = createContext<(text: string) => void>(() => {})

/** Says one short sentence at the foot of the screen: what was done, or why a key did nothing. */
export const useToast = () => use(ToastContext)

export function ToastProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ text: string } | null>(null)
  const say = useCallback((text: string) => setSaid({ text }), [])
  useEffect(() => {
    if (said === null) return
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
        {said !== null && (
          <Box
            sx={{
              px: 4,
              py: 2,
              borderRadius: '8px',
              maxWidth: 560,
              overflowWrap: 'anywhere',
              typography: 'body1',
              backgroundColor: 'ink.strong',
              color: 'fill.surface',
            }}
          >
            {said.text}
          </Box>
        )}
      </Box>
    </ToastContext>
  )
}
