import type { Counts, ReconciliationStatus } from '@syncline/domain/reconciliation'
import * as strings from '../strings/index.ts'
import { Status } from '../ui/Status.tsx'
import type { StatusKind } from '../ui/StatusShape.tsx'
import { foundIn } from './sums.ts'

const words = strings.reconciliation
const kinds: Record<Exclude<ReconciliationStatus, 'completed'>, StatusKind> = {
  running: 'syncing',
  cancelled: 'cancelled',
  failed: 'failed',
}

/** Where it stands; once it has ended, what it came to. */
export function ReportStatus({ status, counts }: { status: ReconciliationStatus; counts: Counts }) {
  const found = foundIn(counts)
  if (status !== 'completed') return <Status kind={kinds[status]} label={words.statuses[status]} />
  return found === 0 ? (
    <Status kind="synced" label={words.clean} />
  ) : (
    <Status kind="waiting" label={words.differences(found)} />
  )
}
