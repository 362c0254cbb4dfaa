import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import type { BulkView } from '@syncline/domain/view'
import { lazy, type ReactNode, Suspense } from 'react'
import * as strings from '../strings/index.ts'
import { visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWide } from '../ui/useWide.ts'
import { useKeySettings } from './keys.tsx'
import { Navigation } from './Navigation.tsx'
import { Outage } from './Outage.tsx'
import { useOverlay } from './overlay.tsx'
import { PhoneBar, PhoneTop } from './PhoneBars.tsx'
import { SearchBox } from './SearchBox.tsx'
import type { ShellProps } from './shell-props.ts'
import { LiveIndicator, SchemeSwitch, ZoneChip } from './TopBarParts.tsx'

const WorkMenu = lazy(() => import('./WorkMenu.tsx'))
const KeyMapDialog = lazy(() => import('./KeyMapDialog.tsx'))

export const mainId = 'content'
const noWork: readonly BulkView[] = []
const noop = () => {}

/** What stands around every page: navigation, the top bar, and on a phone the bars above and below. */
export function ShellView(props: ShellProps) {
  const { live, online = true, work = noWork, onWork = noop, onRetry = noop, onSignOut, children } = props
  const wide = useWide()
  const { mapOpen } = useKeySettings()
  const outage = <Outage {...live} online={online} onRetry={onRetry} />
  const workMenu = (
    <Suspense fallback={<Box sx={{ width: 32 }} />}>
      <WorkMenu work={work} onOpen={onWork} />
    </Suspense>
  )
  return (
    <>
      <SkipLink />
      {wide ? (
        <Box sx={{ display: 'grid', gridTemplateColumns: '13rem minmax(0, 1fr)', minHeight: '100dvh' }}>
          <Navigation onSignOut={onSignOut} />
          <Sheet>
            <Box
              component="header"
              sx={{
                position: 'sticky',
                top: 0,
                zIndex: 'appBar',
                display: 'flex',
                alignItems: 'center',
                gap: 2,
                minHeight: 48,
                px: 6,
                borderBottom: 1,
                borderColor: 'line.border',
                backgroundColor: 'fill.surface',
              }}
            >
              <SearchBox />
              <Box sx={{ flex: 1 }} />
              <LiveIndicator {...live} />
              <ZoneChip />
              <HelpButton />
              <SchemeSwitch />
              {workMenu}
            </Box>
            {outage}
            <Main>{children}</Main>
          </Sheet>
        </Box>
      ) : (
        <Box
          sx={{
            display: 'flex',
            flexDirection: 'column',
            minHeight: '100dvh',
            backgroundColor: 'fill.surface',
          }}
        >
          <PhoneTop live={live}>{work.length > 0 && workMenu}</PhoneTop>
          {outage}
          <Main>{children}</Main>
          <PhoneBar onSignOut={onSignOut} />
        </Box>
      )}
      <Suspense fallback={null}>{mapOpen && <KeyMapDialog />}</Suspense>
    </>
  )
}

function HelpButton() {
  const { show } = useOverlay()
  return (
    <IconButton aria-label={strings.shell.help} aria-haspopup="dialog" onClick={() => show('help')}>
      <Icon name="help" />
    </IconButton>
  )
}

function Sheet({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        minWidth: 0,
        borderLeft: 1,
        borderColor: 'line.border',
        backgroundColor: 'fill.surface',
      }}
    >
      {children}
    </Box>
  )
}

function Main({ children }: { children: ReactNode }) {
  return (
    <Box
      component="main"
      id={mainId}
      tabIndex={-1}
      sx={{
        flex: 1,
        minWidth: 0,
        display: 'flex',
        flexDirection: 'column',
        '&:focus-visible': { outline: 'none' },
      }}
    >
      {children}
    </Box>
  )
}

function SkipLink() {
  return (
    <Box
      component="a"
      href={`#${mainId}`}
      onClick={(event) => {
        event.preventDefault()
        document.getElementById(mainId)?.focus()
      }}
      sx={{
        ...visuallyHidden,
        '&:focus': {
          clipPath: 'none',
          width: 'auto',
          height: 'auto',
          margin: 0,
          top: 8,
          left: 8,
          zIndex: 'tooltip',
          padding: '8px 12px',
          borderRadius: '6px',
          typography: 'body1',
          backgroundColor: 'accent.main',
          color: 'accent.on',
        },
      }}
    >
      {strings.shell.skipLink}
    </Box>
  )
}
