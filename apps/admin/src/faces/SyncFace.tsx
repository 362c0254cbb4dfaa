import { isErrorCode } from '@syncline/domain/error'
import type { SyncDetail } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { RefundDialog } from '../refund/RefundDialog.tsx'
import { RefundSection } from '../refund/RefundSection.tsx'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import { type DetailState, SyncView } from '../sync/SyncView.tsx'
import { openTry } from '../sync/Tries.tsx'
import type { OnAsk } from '../syncs/RowParts.tsx'
import * as details from './detail-samples.ts'
import { stoppedBy } from './error-samples.ts'
import type { faces } from './list.ts'
import * as refunds from './refund-samples.ts'
import * as samples from './samples.ts'

type Face = (typeof faces)['sync'][number]

const ready = (detail: SyncDetail): DetailState => ({ kind: 'ready', detail })
const states: Record<Face, DetailState> = {
  failed: ready(details.failedDetail),
  waiting: ready(details.waitingDetail),
  synced: ready(details.syncedDetail),
  unknown: ready(details.unknownDetail),
  skipped: ready(details.skippedDetail),
  pending: ready(details.pendingDetail),
  conflict: ready(details.conflictDetail),
  payment: ready(refunds.paymentDetail),
  refund: ready(refunds.paymentDetail),
  json: ready(details.syncedDetail),
  loading: { kind: 'loading', afterMs: 0 },
  error: { kind: 'error', problem: samples.problem, onRetry: noop },
  missing: { kind: 'error', problem: samples.missing, onRetry: noop },
}

/** A button that asks for nothing is dead: what was asked for stands on the page, for the tests to see. */
const noteAsked: OnAsk = (action) => {
  document.body.dataset['asked'] = action
}

/** The error code behind the `#`, so that one load of the page shows them all. */
function useErrorCode() {
  const hash = useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed)
      return () => removeEventListener('hashchange', changed)
    },
    () => location.hash.slice(1),
  )
  return isErrorCode(hash) ? hash : null
}

export function SyncFace({ face }: { face: Face }) {
  const code = useErrorCode()
  const state = code === null ? states[face] : ready(stoppedBy(code))
  const [open, setOpen] = useState<number>()
  return (
    <SessionContext value={samples.operator}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <SyncView
          state={state}
          place={{ number: 3, of: 50, previousId: 'a', nextId: 'b' }}
          listSearch={{}}
          openTry={state.kind === 'ready' ? openTry(state.detail, face === 'json' ? 1 : open) : 0}
          timeline={face === 'json' ? 'json' : 'story'}
          onOpenTry={setOpen}
          onTimeline={noop}
          onAsk={noteAsked}
          conflict={face === 'conflict' ? { kind: 'ready', conflict: details.bothVersions } : null}
          refunds={
            (face === 'payment' || face === 'refund') && (
              <RefundSection
                payment={refunds.payment}
                state={{ kind: 'ready', refunds: refunds.refunds }}
                currentId={refunds.paymentDetail.row.syncId}
                onOpen={noop}
              />
            )
          }
        />
        {face === 'refund' && (
          <RefundDialog
            preview={refunds.preview}
            provider="Stripe"
            busy={false}
            refused={null}
            onSubmit={noop}
            onClose={noop}
          />
        )}
      </ShellView>
    </SessionContext>
  )
}
