import { type OrganizationKeys, operationPlace, payloadPlace } from '@syncline/db/custody'
import { readPayload } from '@syncline/db/log'
import type { ErrorCode } from '@syncline/domain/error'
import { nextOperation, type Sync } from '@syncline/domain/sync'
import type { Link, PlannedCall, Provider } from '@syncline/providers/port'
import type pg from 'pg'

type Pending = Extract<Sync, { status: 'pending' }>

interface PrepareInput {
  readonly organizationId: string
  readonly syncId: string
  readonly state: Pending
  readonly link: Link | null
  readonly keys: OrganizationKeys
  readonly source: Provider
  readonly target: Provider
}

export type Prepared =
  | { readonly ok: true; readonly call: PlannedCall; readonly sealed: string }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: string | null }

/**
 * What this try will send: the bytes of the last one while its outcome is open, else planned afresh from the stored
 * webhook. Sealed before anything goes out.
 */
export async function prepareCall(tx: pg.ClientBase, input: PrepareInput): Promise<Prepared> {
  const { organizationId, syncId, state, keys } = input
  const { repeat } = nextOperation(state)
  const sealedPayload =
    repeat === null ? await readPayload(tx, organizationId, state.request.payloadId) : null
  try {
    if (repeat !== null) {
      const call = JSON.parse(keys.openText(operationPlace(organizationId, syncId), repeat)) as PlannedCall
      return { ok: true, call, sealed: repeat }
    }
    return sealedPayload
      ? planCall(input, sealedPayload)
      : { ok: false, code: 'PAYLOAD_EXPIRED', detail: null }
  } catch {
    // Sealed bytes that do not open, or an adapter that tripped over its input: this sync fails, the worker goes on.
    return { ok: false, code: 'PAYLOAD_UNREADABLE', detail: null }
  }
}

function planCall(input: PrepareInput, sealedPayload: Buffer): Prepared {
  const { organizationId, syncId, state, keys } = input
  const { payloadId, entity } = state.request
  const rawBody = keys.openBytes(payloadPlace(organizationId, payloadId), sealedPayload)
  const record = input.source.webhook?.record(rawBody, entity)
  if (!record) return { ok: false, code: 'PAYLOAD_UNREADABLE', detail: null }
  const push = input.target.push?.[entity]
  if (!push) return { ok: false, code: 'NOT_CONFIGURED', detail: null }
  const plan = push.plan(record, input.link)
  if (!plan.ok) return { ok: false, code: plan.code, detail: `${plan.field}: ${plan.detail}`.slice(0, 500) }
  const sealed = keys.sealText(operationPlace(organizationId, syncId), JSON.stringify(plan.call))
  return { ok: true, call: plan.call, sealed }
}
