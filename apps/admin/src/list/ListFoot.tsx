import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { countCap } from '@syncline/domain/view'
import { ButtonLink } from '../parts/links.tsx'
import { useKeySettings } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { KeyCap } from '../ui/KeyCap.tsx'
import { capped } from './capped.ts'
import type { ListPath } from './paths.ts'
import type { Held } from './useHeld.ts'

const words = strings.list
const heldWords: Record<NonNullable<Held>, string> = {
  selected: words.selection.held,
  menu: words.heldMenu,
  scrolled: words.heldScroll,
}

export interface ListFootProps {
  readonly to: ListPath
  /** Where the page stands among all that match; null while that is not known. */
  readonly range: string | null
  /** Why live changes keep still. */
  readonly held?: Held
  /** Addresses of the pages beside this one; null at an end. */
  readonly newer: object | null
  readonly older: object | null
  /** What keys do here, each with its caps. */
  readonly hints?: readonly (readonly [readonly string[], string])[]
}

/** Where the page stands among all that match, the keys, and the way to newer and older rows. */
export function ListFoot({ to, range, held = null, newer, older, hints }: ListFootProps) {
  return (
    <Box
      component="footer"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 3,
        mt: 'auto',
        px: { xs: 4, md: 6 },
        py: 2,
        typography: 'caption',
        color: 'ink.quiet',
        borderTop: { md: 1 },
        borderColor: { md: 'line.border' },
        backgroundColor: 'fill.surface',
        position: { md: 'sticky' },
        bottom: 0,
        zIndex: 1,
      }}
    >
      <Box sx={{ flex: 1, display: 'flex', flexWrap: 'wrap', columnGap: 3 }}>
        <span>{range}</span>
        {held !== null && <span>{heldWords[held]}</span>}
      </Box>
      {hints !== undefined && <KeyHints hints={hints} />}
      <Box component="nav" aria-label={words.paging} sx={{ display: 'flex', gap: 2 }}>
        <PageLink label={words.previous} to={to} search={newer} />
        <PageLink label={words.next} to={to} search={older} />
      </Box>
    </Box>
  )
}

function PageLink({ label, to, search }: { label: string; to: ListPath; search: object | null }) {
  return search === null ? (
    <Button size="small" disabled>
      {label}
    </Button>
  ) : (
    <ButtonLink size="small" to={to} search={search as never}>
      {label}
    </ButtonLink>
  )
}

/** «50 of 1,204» */
export function rangeText(rows: number, matching: number | null, paged: boolean): string | null {
  if (matching === null) return null
  return paged || rows < matching ? words.range.part(rows, capped(matching, countCap)) : words.range.all(rows)
}

function KeyHints({ hints }: { hints: NonNullable<ListFootProps['hints']> }) {
  const { on, showMap } = useKeySettings()
  if (!on) return null
  return (
    <Box
      sx={{
        display: { xs: 'none', lg: 'flex' },
        alignItems: 'center',
        gap: 3,
        '@media print': { display: 'none !important' },
      }}
    >
      {hints.map(([caps, what]) => (
        <Box key={what} component="span" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          {caps.map((cap) => (
            <KeyCap key={cap}>{cap}</KeyCap>
          ))}
          {what}
        </Box>
      ))}
      <Button
        variant="text"
        size="small"
        sx={{ color: 'ink.quiet', fontWeight: 400, gap: 1 }}
        onClick={() => showMap(true)}
      >
        <KeyCap>?</KeyCap>
        {words.allKeys}
      </Button>
    </Box>
  )
}
