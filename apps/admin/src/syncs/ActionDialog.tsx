import type { SyncRow } from '@syncline/domain/view'
import { useCallback } from 'react'
import type { Problem } from '../api/problem.ts'
import { ReasonDialog } from '../parts/ReasonDialog.tsx'
import { type Refusal, refusedBy } from '../parts/Refused.tsx'
import { reasonError } from '../parts/reason.ts'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import type { SyncAction } from './can.ts'
import { happened, recordPhrase, targetTitle } from './sentence.ts'

const words = strings.syncs.dialog

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
  switch (action) {
    case 'retry':
      return {
        title: words.retryTitle(recordPhrase(row)),
        text: open ? words.retryUnknown(provider) : words.retryText(provider),
        label: strings.reason.optional,
        hint: strings.reason.optionalHint,
        submit: words.retrySubmit,
        submitting: words.retrying,
        dismiss: strings.shell.cancel,
      }
    case 'skip':
      return {
        title: words.skipTitle(recordPhrase(row)),
        text: open ? words.skipUnknown(provider) : words.skipText(provider),
        label: strings.reason.label,
        hint: strings.reason.hint,
        submit: words.skipSubmit,
        submitting: words.skipping,
        dismiss: strings.shell.cancel,
      }
    case 'cancel':
      return {
        title: words.cancelTitle(recordPhrase(row)),
        text: open ? words.cancelUnknown(provider) : words.cancelText(provider),
        label: strings.reason.label,
        hint: strings.reason.hint,
        submit: words.cancelSubmit,
        submitting: words.cancelling,
        dismiss: words.keep,
      }
    case 'ours':
    case 'theirs':
      return {
        title: words.resolve[action].title(recordPhrase(row), provider),
        text: words.resolve[action].text(provider),
        label: strings.reason.label,
        hint: strings.reason.hint,
        submit: words.resolve[action].submit,
        submitting: words.choosing,
        dismiss: strings.shell.cancel,
      }
  }
}

const knownRefusals = strings.syncs.refusals as Readonly<Record<string, string | undefined>>

/** Why a command on a sync was refused; a conflict names the state it is in now. */
export const syncRefusal = (problem: Problem | null): Refusal | null =>
  refusedBy(problem, (reason) => {
    const known = knownRefusals[reason]
    return known && `${words.moved} ${known}`
  })

/** Asks once more before a command: what, what it does, and why. */
export function ActionDialog({ action, row, busy, problem, onSubmit, onClose }: ActionDialogProps) {
  const now = useTicking(useCallback((nowMs: number) => happened(row, nowMs), [row]))
  return (
    <ReasonDialog
      {...texts(action, row)}
      about={words.about(now)}
      busy={busy}
      refused={syncRefusal(problem)}
      reasonError={(reason) => reasonError(reason, action === 'retry')}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}
