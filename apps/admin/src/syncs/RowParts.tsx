import Box from '@mui/material/Box'
import { providerTitles } from '@syncline/domain/connection'
import type { SyncRow } from '@syncline/domain/view'
import { useCallback } from 'react'
import { Time } from '../parts/Time.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { refusal, type SyncAction } from './can.ts'
import { happened, recordPhrase, targetTitle } from './sentence.ts'

export type OnAsk = (action: SyncAction, row: SyncRow) => void

const settled: ReadonlySet<SyncRow['face']> = new Set(['synced', 'skipped', 'cancelled', 'pending'])

/** What happened, with its countdown; in full on hover. */
export function Happened({ row }: { row: SyncRow }) {
  const sentence = useTicking(useCallback((nowMs: number) => happened(row, nowMs), [row]))
  return (
    <Box
      component="span"
      title={sentence}
      sx={{ display: 'block', color: settled.has(row.face) ? 'ink.soft' : 'ink.strong', ...oneLine }}
    >
      {sentence}
    </Box>
  )
}

export function Direction({ row }: { row: SyncRow }) {
  const outbound = row.direction === 'outbound'
  return (
    <Box
      component="span"
      title={row.target.connectionName}
      sx={{ display: 'flex', gap: '6px', alignItems: 'center' }}
    >
      <Icon name={outbound ? 'arrowRight' : 'arrowLeft'} />
      <Box component="span" sx={oneLine}>
        {outbound
          ? strings.syncs.to(targetTitle(row))
          : strings.syncs.from(providerTitles[row.source.system])}
      </Box>
    </Box>
  )
}

/** The next try where one is to come, else the last, else the last change. */
export function LastOrNext({ row }: { row: SyncRow }) {
  const { status, nextRetryAt } = row
  const ahead = useTicking(
    useCallback(
      (nowMs: number) => status === 'pending' && nextRetryAt !== null && Date.parse(nextRetryAt) > nowMs,
      [status, nextRetryAt],
    ),
  )
  return <Time at={(ahead ? nextRetryAt : null) ?? row.lastAttemptAt ?? row.updatedAt} />
}

const actions = ['retry', 'skip', 'cancel'] as const

/** The commands for one row; what may not be done says why. */
export function RowActions({ row, onAsk }: { row: SyncRow; onAsk: OnAsk }) {
  const session = useSession()
  const words = strings.syncs
  const record = recordPhrase(row)
  return actions.map((action) => (
    <GuardedButton
      key={action}
      size="small"
      startIcon={<Icon name={action} />}
      refusal={refusal(action, row, session)}
      aria-label={words.actOn[action](record)}
      onClick={() => onAsk(action, row)}
    >
      {words[action]}
    </GuardedButton>
  ))
}
