import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { createContext, type ReactNode, use } from 'react'
import { usePrintInLight } from './theme/print.ts'
import { theme } from './theme/theme.ts'

/** The server puts a fresh nonce into the page; without a server (development) the placeholder is still there. */
function readNonce(): string | undefined {
  const nonce = document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? ''
  return nonce === '' || nonce.startsWith('__') ? undefined : nonce
}

const nonce = readNonce()
const cache = createCache({ key: 'syncline', ...(nonce !== undefined && { nonce }) })

const LookContext = createContext(false)

/**
 * Style and theme for everything below. Within another one it adds nothing: two would each set the theme of the page,
 * and the later one would take back what was chosen meanwhile.
 */
export function Look({ children }: { children: ReactNode }) {
  return use(LookContext) ? children : <Outermost>{children}</Outermost>
}

/** `noSsr`: the theme is known at the first drawing, which then is the only one. */
function Outermost({ children }: { children: ReactNode }) {
  usePrintInLight()
  return (
    <LookContext value>
      <CacheProvider value={cache}>
        <ThemeProvider theme={theme} defaultMode="system" modeStorageKey="syncline-scheme" noSsr>
          <CssBaseline enableColorScheme />
          {children}
        </ThemeProvider>
      </CacheProvider>
    </LookContext>
  )
}
