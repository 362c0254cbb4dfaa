import { readOrganization } from '@syncline/db/pool'
import { findConnection, recentRecharges } from '@syncline/db/queries'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type RecordedEvent, streamId } from '@syncline/domain/event'
import type { RechargeList, RechargeListInput, RechargeRow } from '@syncline/domain/view'
import { createHorizon, type ReadsDeps } from '../reads/horizon.ts'
import { foldRecharge } from './recharge-stream.ts'

export function createRechargeReads({ pool, bell, namesOf }: ReadsDeps) {
  const { caughtUp } = createHorizon(bell, 'event')
  return {
    /** The newest of a connection. @throws SynclineError RECORD_NOT_FOUND */
    async list(
      organizationId: string,
      { connectionId, limit, atLeast }: RechargeListInput,
    ): Promise<RechargeList> {
      await caughtUp(atLeast)
      const streams = await readOrganization(pool, organizationId, async (tx) => {
        if (!(await findConnection(tx, organizationId, connectionId)))
          throw new SynclineError('RECORD_NOT_FOUND')
        return recentRecharges(tx, organizationId, connectionId, limit)
      })
      const names = await namesOf([...new Set(streams.flatMap(([first]) => (first ? [first.actor] : [])))])
      return { rows: streams.flatMap((events) => toRow(events, names)) }
    },
  }
}

function toRow(events: readonly RecordedEvent[], names: ReadonlyMap<Actor, string>): readonly RechargeRow[] {
  const [requested] = events
  const state = foldRecharge(events)
  if (!requested || state.status === 'none') return []
  const { disco, vendType, meter, amount, outUntil } = state.request
  const sold = state.status === 'vended' ? state : null
  return [
    {
      rechargeId: streamId(requested.stream),
      status: state.status,
      code: 'code' in state ? state.code : null,
      disco,
      vendType,
      meter,
      amountKobo: amount.amount,
      units: sold?.units ?? null,
      receipt: sold?.receipt ?? null,
      by: { actor: requested.actor, name: names.get(requested.actor) ?? null },
      requestedAt: requested.occurredAt.toISOString(),
      askAgainAt:
        state.status === 'unknown' ? state.askAgainAt : state.status === 'requested' ? outUntil : null,
    },
  ]
}
