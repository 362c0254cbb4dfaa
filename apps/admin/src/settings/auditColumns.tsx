import Box from '@mui/material/Box'
import { explain, isErrorCode } from '@syncline/domain/error'
import type { AuditRow } from '@syncline/domain/view'
import type { Column } from '../list/columns.ts'
import { cutMiddle } from '../parts/cut.ts'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Status } from '../ui/Status.tsx'
import { browserName } from './browser.ts'

const words = strings.settings.audit

/** At a sign-in nobody is signed in yet: what was wrong is what they gave. */
function refusalText({ action, outcome }: AuditRow): string {
  if (outcome === 'AUTH_REQUIRED' && action.startsWith('session.')) return words.wrongProof
  return isErrorCode(outcome) ? explain(outcome, strings.shell.someProvider).sentence : outcome
}

function CutId({ id }: { id: string }) {
  return (
    <Box
      component="span"
      title={id}
      sx={{ typography: 'mono', fontWeight: 400, color: 'ink.quiet', whiteSpace: 'nowrap' }}
    >
      {cutMiddle(id)}
    </Box>
  )
}

/** What a line of the audit says; the rest unfolds. */
export const auditColumns: readonly Column<AuditRow>[] = [
  {
    key: 'when',
    name: words.when,
    width: 120,
    soft: true,
    cell: ({ at }) => <Time at={at} />,
  },
  {
    key: 'who',
    name: words.actor,
    cell: ({ by }) => by.name ?? (by.actor.startsWith('key:') ? words.key : by.actor),
  },
  {
    key: 'what',
    name: words.action,
    width: '1.2fr',
    fixed: true,
    cell: ({ action, target }) => (
      <Box component="span" sx={{ fontWeight: 500 }}>
        {strings.settings.actions[action] ?? action} {target !== null && <CutId id={target} />}
      </Box>
    ),
  },
  {
    key: 'outcome',
    name: words.outcome,
    width: '1.2fr',
    cell: (row) =>
      row.outcome === 'done' ? (
        <Status kind="synced" label={words.done} />
      ) : (
        <Box component="span" sx={{ '& > span': { whiteSpace: 'normal' } }}>
          <Status kind="failed" plain label={refusalText(row)} />
        </Box>
      ),
  },
  {
    key: 'where',
    name: words.where,
    width: 148,
    soft: true,
    extra: true,
    cell: ({ address }) => address,
  },
  {
    key: 'browser',
    name: words.browser,
    width: 148,
    soft: true,
    extra: true,
    cell: ({ userAgent }) =>
      userAgent !== null && (
        <Box component="span" title={userAgent} sx={{ display: 'block', ...oneLine }}>
          {browserName(userAgent)}
        </Box>
      ),
  },
  {
    key: 'correlation',
    name: words.correlation,
    width: 156,
    extra: true,
    cell: ({ correlationId }) => correlationId !== null && <CutId id={correlationId} />,
  },
]

const track = ({ width = '1fr' }: Column<AuditRow>) =>
  typeof width === 'number' ? `${width}px` : `minmax(0, ${typeof width === 'string' ? width : width.lg})`

/** Widths of these columns, and of the mark that unfolds a line. */
export const auditGrid = (columns: readonly Column<AuditRow>[]): string =>
  [...columns.map(track), '20px'].join(' ')
