import type { Mapping } from '@syncline/domain/mapping'
import type { MappingDetail } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { ReasonDialog } from '../parts/ReasonDialog.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { differences } from './draft.ts'

const words = strings.mappings
const minReason = 3

/** Asks once more, with what changes. */
export function PublishDialog({
  detail,
  draft,
  busy,
  problem,
  onSubmit,
  onClose,
}: {
  detail: MappingDetail
  draft: Mapping
  busy: boolean
  problem: Problem | null
  onSubmit: (reason: string) => void
  onClose: () => void
}) {
  const changes = differences(detail.mapping, draft)
  return (
    <ReasonDialog
      title={words.publishTitle(detail.version + 1)}
      text={words.publishText}
      about={changes.map(({ field, how }) => `${words.diff[how]} ${field}`).join(', ')}
      label={words.reason}
      hint={words.reasonHint}
      submit={words.publish}
      submitting={words.publishing}
      busy={busy}
      refused={refusedBy(problem, () => words.newer)}
      reasonError={(reason) => (reason.length < minReason ? words.reasonError : null)}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}
