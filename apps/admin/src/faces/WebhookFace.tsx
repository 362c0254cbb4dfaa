import type { DeliveryDetail } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import { type DetailState, WebhookView } from '../webhook/WebhookView.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'
import * as own from './webhook-samples.ts'

type Face = (typeof faces)['webhook'][number]

const ready = (detail: DeliveryDetail): DetailState => ({ kind: 'ready', detail })
const states: Record<Face, DetailState> = {
  routed: ready(own.routedDetail),
  quarantined: ready(own.quarantinedDetail),
  received: ready(own.waitingDetail),
  expired: ready(own.expiredDetail),
  auditor: ready(own.routedDetail),
  json: ready(own.routedDetail),
  loading: { kind: 'loading', afterMs: 0 },
  error: { kind: 'error', problem: samples.problem, onRetry: noop },
  missing: { kind: 'error', problem: samples.missing, onRetry: noop },
}

export function WebhookFace({ face }: { face: Face }) {
  return (
    <SessionContext value={face === 'auditor' ? samples.auditor : samples.operator}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <WebhookView
          state={states[face]}
          listSearch={{}}
          timeline={face === 'json' ? 'json' : 'story'}
          onTimeline={noop}
          onReplay={noop}
        />
      </ShellView>
    </SessionContext>
  )
}
