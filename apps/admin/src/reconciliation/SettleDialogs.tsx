import { type ProviderName, providerTitles } from '@syncline/domain/connection'
import type { Problem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { ReasonDialog } from '../parts/ReasonDialog.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'

const words = strings.reconciliation.found
const minReason = 3

interface Asking {
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onClose: () => void
}

export function IgnoreDialog({
  busy,
  problem,
  onSubmit,
  onClose,
}: Asking & { onSubmit: (reason: string) => void }) {
  return (
    <ReasonDialog
      title={words.ignoreTitle}
      text={words.ignoreText}
      label={words.reason}
      hint={words.reasonHint}
      submit={words.ignoreSubmit}
      submitting={words.ignoring}
      busy={busy}
      refused={refusedBy(problem)}
      reasonError={(reason) => (reason.length < minReason ? words.reasonError : null)}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}

export function PushDialog({
  busy,
  problem,
  count,
  provider,
  onSubmit,
  onClose,
}: Asking & { count: number; provider: ProviderName; onSubmit: () => void }) {
  return (
    <FormDialog
      title={words.pushAllTitle(count)}
      text={words.pushAllText(providerTitles[provider])}
      submit={words.pushAll(count)}
      submitting={words.pushing}
      busy={busy}
      refused={refusedBy(problem)}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}
