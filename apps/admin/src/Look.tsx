import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { usePrintInLight } from './theme/print.ts'
import { theme } from './theme/theme.ts'

/** The server puts a fresh nonce into the page; without a server (development) the placeholder is still there. */
function readNonce(): string | undefined {
  const nonce = document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? ''
  return nonce === '' || nonce.startsWith('__') ? undefined : nonce
}

const nonce = readNonce()
const cache = createCache({ key: 'syncline', ...(nonce !== undefined && { nonce }) })

/** Style and theme for everything below. */
export function Look({ children }: { children: ReactNode }) {
  usePrintInLight()
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} defaultMode="system" modeStorageKey="syncline-scheme">
        <CssBaseline enableColorScheme />
        {children}
      </ThemeProvider>
    </CacheProvider>
  )
}
