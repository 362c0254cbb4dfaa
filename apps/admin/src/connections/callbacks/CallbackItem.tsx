import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { explain } from '@syncline/domain/error'
import type { CallbackRow, CallbackState } from '@syncline/domain/view'
import { Id } from '../../parts/Id.tsx'
import { linkLook, TextLink } from '../../parts/links.tsx'
import { Time } from '../../parts/Time.tsx'
import * as strings from '../../strings/index.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Status } from '../../ui/Status.tsx'
import type { StatusKind } from '../../ui/StatusShape.tsx'

const words = strings.callbacks
const marks: Readonly<Record<CallbackState, StatusKind>> = {
  waiting: 'pending',
  told: 'synced',
  given_up: 'failed',
}

/** One callback: what it tells, of which invoice, how it stands, and trying it now. */
export function CallbackItem({
  row,
  provider,
  mayNot,
  busy,
  onRetry,
}: {
  row: CallbackRow
  provider: string
  mayNot: string | null
  busy: boolean
  onRetry: () => void
}) {
  const { type, state, invoiceId, billId, syncId, tries, happenedAt, nextTryAt, toldAt, failure } = row
  const what = words.types[type] ?? type
  // Failed before and waits for its next try: it needs nobody yet, and is no plain beginning either.
  const mark = state === 'waiting' && tries > 0 ? 'waiting' : marks[state]
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: '2px 16px',
        py: 2,
        alignItems: 'center',
        borderBottom: 1,
        borderColor: 'line.grid',
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr) auto',
          md: '7.5rem 7.5rem minmax(0, 1fr) 11.875rem 6.5rem',
        },
      }}
    >
      <div>
        <Status kind={mark} label={words.states[state]} />
      </div>
      <Box sx={{ fontWeight: 500, textAlign: { xs: 'right', md: 'left' } }}>{what}</Box>
      <Box sx={{ minWidth: 0, gridColumn: { xs: '1 / -1', md: 'auto' } }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'center', minWidth: 0 }}>
          <Id id={invoiceId} name={words.columns.invoice} />
          {syncId !== null && (
            <TextLink to="/syncs/$syncId" params={{ syncId }} sx={linkLook}>
              {billId === null ? words.sync : words.bill(billId)}
            </TextLink>
          )}
        </Box>
        {failure !== null && state !== 'told' && (
          <Typography variant="caption" component="p" sx={{ color: 'ink.soft' }}>
            {explain(failure, provider).sentence}
          </Typography>
        )}
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'ink.soft' }}>
        {words.tries(tries)}
        {' · '}
        <Time at={toldAt ?? nextTryAt ?? happenedAt} />
      </Typography>
      <Box sx={{ justifySelf: 'end' }}>
        {state !== 'told' && (
          <GuardedButton
            size="small"
            refusal={mayNot}
            onClick={() => !busy && onRetry()}
            aria-label={busy ? undefined : words.retryOne(what, invoiceId)}
          >
            {busy ? words.retrying : words.retry}
          </GuardedButton>
        )}
      </Box>
    </Box>
  )
}
