import { claimCallbacks, type DueCallback, settleCallback, type Told } from '@syncline/db/intake'
import { withOrganization } from '@syncline/db/pool'
import { type Callback, manifest, sendCallback } from '@syncline/providers/pcs-ai'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { TargetDirectory } from '../jobs/targets.ts'
import { type Protection, reporting } from '../protection/gate.ts'

export interface SendCallbacksDeps {
  readonly pool: pg.Pool
  readonly targets: Pick<TargetDirectory, 'open' | 'isOff'>
  readonly protection: Pick<Protection, 'enter'>
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly log: Logger
}

const mostAtOnce = 20
/** After each try; when they are used up it is given up. */
const waitsMs = [5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000, 86_400_000] as const
const offWaitMs = 300_000

/** Tells what is due to be told, each message by one worker. @returns how many were tried */
export async function sendDueCallbacks(deps: SendCallbacksDeps): Promise<number> {
  const due = await claimCallbacks(deps.pool, mostAtOnce)
  // In their order to each receiver; one that never answers keeps no other waiting.
  const receivers = Map.groupBy(due, ({ connectionId }) => connectionId)
  await Promise.all([...receivers.values()].map((own) => tellInOrder(deps, own)))
  return due.length
}

async function tellInOrder(deps: SendCallbacksDeps, callbacks: readonly DueCallback[]): Promise<void> {
  for (const callback of callbacks) {
    const { organizationId, callbackId } = callback
    const told = await send(deps, callback).catch((error): Told => {
      deps.log.error({ err: error, organizationId, callbackId }, 'a callback tripped')
      return { outcome: 'failed', failure: 'UNKNOWN', againInMs: waitsMs[callback.tries] ?? null }
    })
    await withOrganization(deps.pool, organizationId, (tx) => settleCallback(tx, callback, told))
  }
}

async function send(deps: SendCallbacksDeps, callback: DueCallback): Promise<Told> {
  const { organizationId, connectionId, callbackId, type, happenedAt, data, tries } = callback
  if (await deps.targets.isOff(organizationId, [connectionId]))
    return { outcome: 'held', againInMs: offWaitMs }
  const target = await deps.targets.open(organizationId, connectionId)
  // The connection is gone, and with it whoever would be told.
  if (!target) return { outcome: 'failed', failure: 'NOT_CONFIGURED', againInMs: null }
  // Nobody signs in to it; a connection that could would wait as if it were off.
  if (target === 'away') return { outcome: 'held', againInMs: offWaitMs }
  const entry = await deps.protection.enter(organizationId, connectionId, 'write')
  if (!entry.ok) return { outcome: 'held', againInMs: entry.waitMs }
  const message = {
    id: callbackId,
    type: type as Callback['type'],
    timestamp: happenedAt.toISOString(),
    data,
  }
  const access = { ...target, now: deps.now, signal: deps.signal }
  const sent = await reporting(entry, () => sendCallback(message, access, manifest.limits))
  if (sent.outcome === 'done') return { outcome: 'told' }
  const waitMs = waitsMs[tries] ?? null
  const isFinal = !sent.retryable || waitMs === null
  return {
    outcome: 'failed',
    failure: sent.code,
    againInMs: isFinal ? null : Math.max(waitMs, sent.retryAfterMs),
  }
}
