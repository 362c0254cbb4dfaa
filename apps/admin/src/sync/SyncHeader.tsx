import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { SyncDetail } from '@syncline/domain/view'
import { useCallback } from 'react'
import { TextLink } from '../parts/links.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { refusal } from '../syncs/can.ts'
import type { OnAsk } from '../syncs/RowParts.tsx'
import type { SyncsSearch } from '../syncs/search.ts'
import { recordName, triesText } from '../syncs/sentence.ts'
import { useTicking } from '../time/clock.tsx'
import { relativeTime } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { KeyCap } from '../ui/KeyCap.tsx'

const words = strings.sync

const link = {
  color: 'accent.main',
  textDecoration: 'none',
  '&:hover': { textDecoration: 'underline' },
} as const

/** The verdict: what it is, how it stands and since when; and what may be done. */
export function SyncHeader({
  detail,
  title,
  place,
  listSearch,
  onAsk,
}: {
  detail: SyncDetail
  title: string
  place: Place | null
  listSearch: SyncsSearch
  onAsk: OnAsk
}) {
  const { row } = detail
  return (
    <Box
      sx={{ px: { xs: 4, md: 6 }, pt: { xs: 1, md: 5 }, pb: 4, borderBottom: 1, borderColor: 'line.border' }}
    >
      <Box
        sx={{
          display: 'flex',
          gap: 2,
          alignItems: 'center',
          mb: '6px',
          typography: 'caption',
          color: 'ink.quiet',
        }}
      >
        <Box component="nav" aria-label={words.breadcrumb} sx={{ flex: 1 }}>
          <TextLink
            to="/syncs"
            search={listSearch}
            sx={{
              ...link,
              display: 'inline-flex',
              gap: 1,
              alignItems: 'center',
              minHeight: { xs: 44, md: 24 },
            }}
          >
            <Icon name="arrowLeft" size={14} />
            {strings.syncs.title}
          </TextLink>
        </Box>
        {place !== null && <Steps place={place} />}
      </Box>
      <Box sx={{ display: 'flex', gap: 4, alignItems: 'flex-start', flexWrap: { xs: 'wrap', md: 'nowrap' } }}>
        <Box sx={{ flex: 1, minWidth: { xs: '100%', md: 0 } }}>
          <Box sx={{ display: 'flex', gap: '4px 12px', alignItems: 'center', flexWrap: 'wrap' }}>
            <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
              {title}
            </Typography>
            <SyncStatus face={row.face} />
          </Box>
          <Lead detail={detail} />
        </Box>
        <HeaderActions detail={detail} onAsk={onAsk} />
      </Box>
      {detail.behind && (
        <Typography variant="caption" component="p" role="note" sx={{ mt: 2, color: 'status.waiting.main' }}>
          {words.behind}
        </Typography>
      )}
    </Box>
  )
}

function Lead({ detail: { row } }: { detail: SyncDetail }) {
  const { timeZone } = useZone()
  const lead = useTicking(
    useCallback(
      (nowMs: number) => {
        const ago = (iso: string | null) => relativeTime(Date.parse(iso ?? row.updatedAt), nowMs, timeZone)
        const { connectionName } = row.target
        // The amount stands in the title in place of the name.
        const isNamed = row.amount !== null && (row.erased || row.label !== null)
        const connection = isNamed ? words.lead.who(recordName(row), connectionName) : connectionName
        switch (row.face) {
          case 'synced':
            return words.lead.synced(connection, ago(row.lastAttemptAt))
          case 'failed':
            return words.lead.failed(connection, ago(row.lastAttemptAt), triesText(row))
          case 'unknown':
            return words.lead.unknown(connection, ago(row.lastAttemptAt))
          case 'waiting':
            return row.nextRetryAt === null
              ? words.lead.other(connection, ago(row.updatedAt))
              : words.lead.waiting(connection, ago(row.nextRetryAt))
          default:
            return words.lead.other(connection, ago(row.updatedAt))
        }
      },
      [row, timeZone],
    ),
  )
  return (
    <Typography variant="lead" component="p" sx={{ mt: '2px', color: 'ink.soft' }}>
      {lead}
    </Typography>
  )
}

/** The same commands as under «What to do», in reach when that is scrolled away or has nothing to say. */
function HeaderActions({ detail: { row }, onAsk }: { detail: SyncDetail; onAsk: OnAsk }) {
  const session = useSession()
  return (
    <Box sx={{ display: 'flex', gap: 2 }}>
      {(['cancel', 'skip', 'retry'] as const).map((action) => {
        const refused = refusal(action, row, session)
        // A phone has the others under «What to do» alone.
        const isWideOnly = action !== 'cancel' || refused !== null
        return (
          <GuardedButton
            key={action}
            startIcon={<Icon name={action} />}
            refusal={refused}
            onClick={() => onAsk(action, row)}
            sx={isWideOnly ? { display: { xs: 'none', md: 'inline-flex' } } : {}}
          >
            {strings.syncs[action]}
          </GuardedButton>
        )
      })}
    </Box>
  )
}

function Steps({ place }: { place: Place }) {
  const steps = [
    { key: 'K', id: place.previousId, label: words.previous },
    { key: 'J', id: place.nextId, label: words.next },
  ]
  return (
    <>
      <span>{words.place(place.number, place.of)}</span>
      {steps.map(({ key, id, label }) =>
        id === null ? null : (
          <TextLink
            key={key}
            to="/syncs/$syncId"
            params={{ syncId: id }}
            sx={{
              ...link,
              display: 'inline-flex',
              gap: 1,
              alignItems: 'center',
              minHeight: { xs: 44, md: 24 },
              color: 'ink.quiet',
            }}
          >
            <Box component="span" sx={{ display: { xs: 'none', md: 'inline' } }}>
              <KeyCap>{key}</KeyCap>
            </Box>
            {label}
          </TextLink>
        ),
      )}
    </>
  )
}

/** Where the sync stands in the list it was opened from. */
export interface Place {
  readonly number: number
  readonly of: number
  readonly previousId: string | null
  readonly nextId: string | null
}
