import Box from '@mui/material/Box'
import { Outlet, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { TextLink } from '../parts/links.tsx'
import { PageTitle } from '../parts/PageTitle.tsx'
import * as strings from '../strings/index.ts'
import { forcedColours } from '../ui/drawn.ts'

const words = strings.settings
const parts = [
  { to: '/settings/keys', name: words.pages.keys },
  { to: '/settings/audit', name: words.pages.audit },
  { to: '/settings/privacy', name: words.pages.privacy },
  { to: '/settings/erasure', name: words.pages.erasure },
  { to: '/settings/people', name: words.pages.people },
  { to: '/settings/account', name: words.pages.account },
] as const

export function SettingsFrame() {
  return (
    <SettingsView>
      <Outlet />
    </SettingsView>
  )
}

/** The heading that all settings share, and the way from one to the next. */
export function SettingsView({ children }: { children: ReactNode }) {
  const nav = useRef<HTMLElement>(null)
  const page = useLocation({ select: ({ pathname }) => pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another place in the row
  useEffect(() => {
    const here = nav.current?.querySelector('[data-status="active"]')
    here?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [page])
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 5, alignContent: 'start', minWidth: 0 }}>
      <PageTitle>{words.title}</PageTitle>
      <Box
        component="nav"
        ref={nav}
        aria-label={words.parts}
        sx={{ display: 'flex', gap: 5, overflowX: 'auto', borderBottom: 1, borderColor: 'line.border' }}
      >
        {parts.map(({ to, name }) => (
          <TextLink
            key={to}
            to={to}
            sx={{
              py: 2,
              typography: 'body1',
              whiteSpace: 'nowrap',
              textDecoration: 'none',
              color: 'ink.soft',
              borderBottom: '2px solid transparent',
              '&:focus-visible': { outlineOffset: -2 },
              '&[data-status="active"]': {
                color: 'ink.strong',
                fontWeight: 600,
                borderColor: 'accent.main',
              },
              [forcedColours]: {
                borderColor: 'Canvas',
                '&[data-status="active"]': { borderColor: 'Highlight' },
              },
            }}
          >
            {name}
          </TextLink>
        ))}
      </Box>
      {children}
    </Box>
  )
}
