import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import { explain } from '@syncline/domain/error'
import { runCan } from '@syncline/domain/run'
import type { RunRow } from '@syncline/domain/view'
import { actorName } from '../parts/actor.ts'
import { linkLook, TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Status } from '../ui/Status.tsx'
import type { StatusKind } from '../ui/StatusShape.tsx'

const words = strings.runs

/** «All customers» */
export const runPhrase = ({ kind, entity }: Pick<RunRow, 'kind' | 'entity'>) => words.what(kind, entity)

/** A run is plain only when all that it read came to something. */
export function runMark({ status, waiting, counts }: RunRow): { kind: StatusKind; label: string } {
  switch (status) {
    case 'running':
      return waiting === null
        ? { kind: 'syncing', label: words.status.running }
        : { kind: 'waiting', label: words.waiting }
    case 'paused':
      return { kind: 'pending', label: words.status.paused }
    case 'completed':
      return counts.unreadable === 0
        ? { kind: 'synced', label: words.status.completed }
        : { kind: 'waiting', label: words.partly }
    case 'cancelled':
      return { kind: 'cancelled', label: words.status.cancelled }
    case 'failed':
      return { kind: 'failed', label: words.status.failed }
  }
}

export interface RunItemProps {
  readonly row: RunRow
  /** Where runs of several connections stand together. */
  readonly named: boolean
  /** Why this person steers none. */
  readonly mayNot: string | null
  readonly onPause: () => void
  readonly onResume: () => void
  readonly onCancel: () => void
}

/** One run: what it pulls, how far it has come and whether that adds up, what it caused, and steering it. */
export function RunItem({ row, named, ...steering }: RunItemProps) {
  const { connectionId, connectionName, kind, since, by, startedAt, endedAt } = row
  const mark = runMark(row)
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: '4px 16px',
        py: 3,
        alignItems: 'start',
        borderBottom: 1,
        borderColor: 'line.grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '9.375rem minmax(0, 1fr) auto' },
      }}
    >
      <div>
        <Status kind={mark.kind} label={mark.label} />
      </div>
      <Box sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'baseline' }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {runPhrase(row)}
          </Box>
          {kind === 'incremental' && (
            <Box component="span" sx={{ color: 'ink.soft' }}>
              {since === null ? (
                words.everything
              ) : (
                <>
                  {words.since} <Time at={since} />
                </>
              )}
            </Box>
          )}
          {named && (
            <TextLink to="/connections/$connectionId" params={{ connectionId }} sx={linkLook}>
              {connectionName}
            </TextLink>
          )}
        </Box>
        <Progress row={row} />
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
          <Time at={endedAt ?? startedAt} /> · {words.by(actorName(by))} · {words.pages(row.pages)}
        </Typography>
      </Box>
      <Steering row={row} {...steering} />
    </Box>
  )
}

function Progress({ row }: { row: RunRow }) {
  const { status, provider, counts, lastRead, waiting, failure, correlationId } = row
  const goesOn = status === 'running' || status === 'paused'
  const title = providerTitles[provider]
  return (
    <>
      <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {words.balance(counts, goesOn)}
        {goesOn && lastRead !== null && (
          <Box component="span" sx={{ color: 'ink.soft' }}>
            {' '}
            · {words.lastRead(lastRead)}
          </Box>
        )}
      </Box>
      {counts.asked > 0 ? (
        <TextLink
          to="/events"
          search={{ correlation: correlationId, type: ['SyncRequested'] }}
          sx={{ ...linkLook, justifySelf: 'start' }}
        >
          {words.asked(counts.asked)}
        </TextLink>
      ) : (
        status === 'completed' && <Box sx={{ color: 'ink.soft' }}>{words.nothingAsked}</Box>
      )}
      {waiting !== null && (
        <Box sx={{ color: 'ink.soft' }}>
          {words.hold[waiting.hold](title)} <Time at={waiting.until} />
        </Box>
      )}
      {failure !== null && (
        <Box sx={{ color: 'ink.soft', overflowWrap: 'anywhere' }}>
          {explain(failure.code, title).sentence} {explain(failure.code, title).remedy}
          {failure.detail !== null && ` «${failure.detail}»`}
        </Box>
      )}
    </>
  )
}

function Steering({ row, mayNot, onPause, onResume, onCancel }: Omit<RunItemProps, 'named'>) {
  const { status } = row
  if (status === 'completed' || status === 'cancelled') return null
  const why = (can: ReturnType<typeof runCan.pause>) =>
    mayNot ?? (can.allowed ? null : words.refusal[can.reason])
  const button = (verb: string, refusal: string | null, act: () => void) => (
    <GuardedButton
      size="small"
      refusal={refusal}
      onClick={act}
      aria-label={words.verbOf(verb, runPhrase(row))}
    >
      {verb}
    </GuardedButton>
  )
  return (
    <Box sx={{ display: 'flex', gap: 2 }}>
      {status === 'running'
        ? button(words.pause, why(runCan.pause(row)), onPause)
        : button(words.resume, why(runCan.resume(row)), onResume)}
      {status !== 'failed' && button(words.cancel, why(runCan.cancel(row)), onCancel)}
    </Box>
  )
}
