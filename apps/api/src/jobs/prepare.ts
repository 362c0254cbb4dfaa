import type { EventData, RecordedEvent } from '@syncline/domain/event'
import type { SyncJob } from '@syncline/domain/job'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type { ExecutorDeps } from './executor-deps.ts'
import { readMaterial } from './material.ts'

type Pending = Extract<Sync, { status: 'pending' }>

const laneWaitMs = 300
/** A job may come this much before its time by the clock of another machine. */
const earlyMs = 250

/** What a sync that is due stands on. */
export type Ready = Exclude<Awaited<ReturnType<typeof prepare>>, string>

export const fold = (events: readonly RecordedEvent[]): Sync =>
  events.reduce((sync, event) => evolve(sync, event as unknown as SyncEvent), initialSync)

/** Loads the sync, takes its lane and reads what it is to carry, in one transaction. */
export async function prepare(deps: ExecutorDeps, job: SyncJob) {
  const { organizationId, syncId } = job
  const keys = await deps.vault.keysOf(organizationId)
  const takenAtMs = deps.now().getTime()
  const ready = await deps.store.within(organizationId, async (tx) => {
    const events = await tx.readSync(syncId)
    const state = fold(events)
    if (!isDue(state, deps.now())) return 'nothing_to_do' as const
    const lane = await tx.takeLane(state.request, syncId, deps.worker)
    if (!lane) return 'lane_busy' as const
    const source = await deps.loadProvider(state.request.source.system)
    const material = await readMaterial(tx, { organizationId, syncId, state, keys, source })
    // A try whose outcome is open is repeated as it was.
    const takesCurrent = state.mapping.takesCurrent && material.kind !== 'repeat'
    const mapping = await tx.findMapping(state.request, takesCurrent ? null : state.mapping.version)
    const first = events[0] as RecordedEvent
    const last = events.at(-1) as RecordedEvent
    return {
      state,
      version: last.version,
      lane,
      takenAtMs,
      material,
      mapping,
      keys,
      /** When the key of the open try went out first. */
      keySince: events.find(startedIn(state.operation?.generation))?.occurredAt ?? deps.now(),
      /** When the newest change that it carries was asked for. */
      carriedAt: (events.findLast(carries) ?? first).occurredAt,
      triedAt: events.findLast(({ type }) => type === 'SyncStarted')?.occurredAt ?? null,
      ageMs: deps.now().getTime() - first.occurredAt.getTime(),
      correlationId: first.correlationId,
      causationPosition: last.position,
    }
  })
  if (ready === 'lane_busy') await deps.again(job, laneWaitMs)
  return ready
}

const carries = ({ type }: RecordedEvent) => type === 'SyncRequested' || type === 'SyncCoalesced'

const startedIn = (generation: number | undefined) => (event: RecordedEvent) =>
  event.type === 'SyncStarted' && (event.data as EventData<'SyncStarted'>).generation === generation

export function isDue(state: Sync, now: Date): state is Pending {
  if (state.status !== 'pending' || state.hold === 'conflict') return false
  return state.nextRetryAt === null || Date.parse(state.nextRetryAt) <= now.getTime() + earlyMs
}
