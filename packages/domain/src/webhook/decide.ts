import { type Decision, decided, refused } from '../error/domain-error.ts'
import { deliveryCan } from './can.ts'
import type { Delivery, WebhookEvent } from './evolve.ts'

export interface ReplayCommand {
  readonly type: 'replay'
  readonly reason: string
  /** Whether its bytes are still there: the log does not know, they expire or are destroyed beside it. */
  readonly bytes: 'kept' | 'expired' | 'erased'
}

/** The facts that follow from a replay, or why none do. */
export function decideDelivery({ reason, bytes }: ReplayCommand, state: Delivery): Decision<WebhookEvent> {
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  if (bytes !== 'kept') return refused(bytes === 'erased' ? 'SUBJECT_ERASED' : 'PAYLOAD_EXPIRED')
  const allowed = deliveryCan.replay(state)
  return allowed.allowed
    ? decided({ type: 'WebhookReplayed', data: { reason } })
    : refused('STATE_CONFLICT', { status: state.status, reason: allowed.reason })
}
