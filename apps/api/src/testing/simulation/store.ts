import type { RecordedEvent } from '@syncline/domain/event'
import type { Sync } from '@syncline/domain/sync'
import type { Link } from '@syncline/providers/port'
import type { Lane } from '../../jobs/lane.ts'
import type { SyncStore } from '../../jobs/sync-store.ts'
import type { Clock, Machine } from './clock.ts'
import { openRecordKeys } from './hub.ts'
import type { ModelLog } from './log.ts'

type Known = Exclude<Sync, { status: 'none' }>

/** A sync as the projection knows it, a little behind the log. */
export interface Projected {
  readonly syncId: string
  readonly state: Known
  readonly updatedAtMs: number
}

interface LaneRow {
  holder: string | null
  ticket: number
  expiresAtMs: number
  sourceVersion: string | null
  deleted: boolean
}

/** Projection, lanes and links, by the rules of `take_lane` and `leave_lane`. */
export interface ModelStore {
  projected(): readonly Projected[]
  /** Folds what was written since the last time. */
  project(): void
  /** The same store as one process sees it: every step takes it time. */
  of(machine: Machine, latencyMs: () => number): SyncStore
}

const leaseMs = 90_000
const settled: readonly string[] = ['synced', 'failed', 'skipped', 'cancelled']
const newer = (one: string | null, other: string | null) => ((one ?? '') > (other ?? '') ? one : other)

export function createStore(clock: Clock, log: ModelLog): ModelStore {
  const rows = new Map<string, Projected>()
  const dirty = new Set<string>()
  const lanes = new Map<string, LaneRow>()
  const links = new Map<string, Link>()
  log.onEvent(({ stream }) => stream.startsWith('sync-') && dirty.add(stream.slice('sync-'.length)))

  /** As `lane_is_free` says, but for workers that are gone: their lanes wait for the end of the lease here. */
  function isFree(syncId: string, expiresAtMs: number): boolean {
    const state = rows.get(syncId)?.state
    const isCurrent = state !== undefined && !dirty.has(syncId)
    if (isCurrent && settled.includes(state.status)) return true
    const isOut =
      state?.status === 'syncing' || (state?.status === 'pending' && state.lastCertainty === 'unknown')
    return expiresAtMs < clock.nowMs() && !isOut
  }

  function learn(record: string, { externalId, externalVersion }: Link): void {
    const known = links.get(record)
    const version = Math.max(known?.externalVersion ?? -1, externalVersion ?? -1)
    links.set(record, { externalId, externalVersion: version < 0 ? null : version })
  }

  function take(record: string, syncId: string): Lane | null {
    const lane = lanes.get(record) ?? {
      holder: null,
      ticket: 0,
      expiresAtMs: 0,
      sourceVersion: null,
      deleted: false,
    }
    const { holder } = lane
    if (holder !== null && holder !== syncId) {
      if (!isFree(holder, lane.expiresAtMs)) return null
      const before = rows.get(holder)?.state
      if (before?.status === 'synced') {
        learn(record, before)
        lane.sourceVersion = newer(lane.sourceVersion, before.request.sourceVersion)
      }
    }
    Object.assign(lane, { holder: syncId, ticket: lane.ticket + 1, expiresAtMs: clock.nowMs() + leaseMs })
    lanes.set(record, lane)
    return {
      recordId: record,
      ticket: lane.ticket,
      link: links.get(record) ?? null,
      accountId: null,
      sourceVersion: lane.sourceVersion,
      deleted: lane.deleted,
      writtenVersion: null,
    }
  }

  return {
    projected: () => [...rows.values()],
    project() {
      for (const syncId of dirty) {
        const last = log.stream(`sync-${syncId}`).at(-1) as RecordedEvent
        const state = log.sync(syncId) as Known
        rows.set(syncId, { syncId, state, updatedAtMs: last.recordedAt.getTime() })
      }
      dirty.clear()
    },
    of: (machine, latencyMs) => ({
      async within(_organizationId, work) {
        const step = async <Answer>(read: () => Answer): Promise<Answer> => {
          await machine.wait(latencyMs())
          return read()
        }
        const result = await work({
          readSync: (syncId) => step(() => log.stream(`sync-${syncId}`)),
          takeLane: ({ source }, syncId) => step(() => take(source.id, syncId)),
          leaveLane: (_request, { recordId, ticket }, syncId, learned) =>
            step(() => {
              if (learned.link) learn(recordId, learned.link)
              const lane = lanes.get(recordId)
              if (!lane) return
              if (lane.holder === syncId && lane.ticket === ticket) lane.holder = null
              lane.sourceVersion = newer(lane.sourceVersion, learned.sourceVersion)
              lane.deleted ||= learned.deleted
            }),
          readPayload: (payloadId) => step(() => log.payload(payloadId)),
          keysFor: async () => openRecordKeys,
          findExternalIds: () => step(() => new Map()),
          isKnown: () => step(() => false),
          findMapping: async () => ({ version: 1, mapping: null }),
          accountOf: () => step(() => null),
          conflictPolicy: () => step(() => 'source_wins'),
          carriedBack: () => step(() => null),
        })
        await machine.wait(latencyMs())
        return result
      },
    }),
  }
}
