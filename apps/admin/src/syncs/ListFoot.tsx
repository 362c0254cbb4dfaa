import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { countCap, type SyncList } from '@syncline/domain/view'
import { ButtonLink } from '../parts/links.tsx'
import { useKeySettings } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { KeyCap } from '../ui/KeyCap.tsx'
import { firstPage, type SyncsSearch } from './search.ts'
import { capped } from './sentence.ts'

const words = strings.syncs

/** Where the page stands among all that match, the keys, and the way to newer and older rows. */
export function ListFoot({
  list,
  search,
  matching,
  hints = false,
}: {
  list: SyncList
  search: SyncsSearch
  matching: number | null
  hints?: boolean
}) {
  const { rows, hasNewer, hasOlder } = list
  const first = rows[0]?.requestedPosition
  const last = rows.at(-1)?.requestedPosition
  const filters = firstPage(search)
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
      <Box sx={{ flex: 1 }}>
        {matching !== null && rangeText(rows.length, matching, hasNewer || hasOlder)}
      </Box>
      {hints && <KeyHints />}
      <Box component="nav" aria-label={words.paging} sx={{ display: 'flex', gap: 2 }}>
        <PageLink label={words.previous} search={{ ...filters, newer: first }} on={hasNewer} />
        <PageLink label={words.next} search={{ ...filters, older: last }} on={hasOlder} />
      </Box>
    </Box>
  )
}

function rangeText(rows: number, matching: number, paged: boolean): string {
  return paged || rows < matching ? words.range.part(rows, capped(matching, countCap)) : words.range.all(rows)
}

function PageLink({ label, search, on }: { label: string; search: SyncsSearch; on: boolean }) {
  return on ? (
    <ButtonLink size="small" to="/syncs" search={search}>
      {label}
    </ButtonLink>
  ) : (
    <Button size="small" disabled>
      {label}
    </Button>
  )
}

function KeyHints() {
  const { on, showMap } = useKeySettings()
  if (!on) return null
  const { keyHints } = words
  const hints = [
    [['J', 'K'], keyHints.move],
    [['X'], keyHints.select],
    [['R'], keyHints.retry],
    [['S'], keyHints.skip],
    [['Enter'], keyHints.open],
  ] as const
  return (
    <Box sx={{ display: { xs: 'none', lg: 'flex' }, alignItems: 'center', gap: 3 }}>
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
        {keyHints.all}
      </Button>
    </Box>
  )
}
