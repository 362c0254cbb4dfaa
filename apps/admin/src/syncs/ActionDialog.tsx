import type { SyncRow } from '@syncline/domain/view'
import { useCallback } from 'react'
import type { Problem } from '../api/problem.ts'
import { ReasonDialog, refusedBy } from '../parts/ReasonDialog.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import type { SyncAction } from './can.ts'
import { happened, recordPhrase, targetTitle } from './sentence.ts'

const words = strings.syncs.dialog
const shortest = 3

export interface ActionDialogProps {
  readonly action: SyncAction
  readonly row: SyncRow
  readonly busy: boolean
  readonly problem: Problem | null
  /** `reason` is trimmed; empty only for a retry without one. */
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}

function texts(action: SyncAction, row: SyncRow) {
  const provider = targetTitle(row)
  const open = row.certainty === 'unknown'
  return action === 'retry'
    ? {
        title: words.retryTitle(recordPhrase(row)),
        text: open ? words.retryUnknown(provider) : words.retryText(provider),
        label: words.reasonOptional,
        hint: words.retryHint,
        submit: words.retrySubmit,
        submitting: words.retrying,
      }
    : {
        title: words.skipTitle(recordPhrase(row)),
        text: open ? words.skipUnknown(provider) : words.skipText(provider),
        label: words.reason,
        hint: words.skipHint,
        submit: words.skipSubmit,
        submitting: words.skipping,
      }
}

function reasonError(action: SyncAction, reason: string): string | null {
  if (reason.length >= shortest) return null
  if (action === 'skip') return words.reasonMissing
  return reason.length === 0 ? null : words.tooShort
}

const knownRefusals = strings.syncs.refusals as Readonly<Record<string, string | undefined>>

/** Asks once more before a retry or a skip; a conflict names the state it is in now. */
export function ActionDialog({ action, row, busy, problem, onSubmit, onClose }: ActionDialogProps) {
  const now = useTicking(useCallback((nowMs: number) => happened(row, nowMs), [row]))
  const refused = refusedBy(problem, (reason) => {
    const known = knownRefusals[reason]
    return known && `${words.moved} ${known}`
  })
  return (
    <ReasonDialog
      {...texts(action, row)}
      about={words.about(now)}
      busy={busy}
      refused={refused}
      reasonError={(reason) => reasonError(action, reason)}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}
