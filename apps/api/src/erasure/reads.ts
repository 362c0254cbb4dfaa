import type { Vault } from '@syncline/db/custody'
import { readStream } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import {
  connectionNames,
  countSubject,
  findSyncs,
  listErasures,
  type NamesOf,
  returnedAt,
  syncsOfSubject,
  unknownWrites,
} from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { type RecordedEvent, streamId, streamName } from '@syncline/domain/event'
import {
  type Erasure,
  evolveErasure,
  initialErasure,
  type SubjectEvent,
  type SubjectObject,
} from '@syncline/domain/subject'
import type { ErasurePreview, ErasureTarget, ErasureView, SubjectObjectView } from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { findPerson } from './person.ts'

export interface ErasureReadsDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly namesOf: NamesOf
}

/** What the screens read of erasures. Nothing here changes anything. */
export function createErasureReads({ pool, vault, loadProvider, namesOf }: ErasureReadsDeps) {
  return {
    /** @throws SynclineError as `findPerson` */
    async preview(organizationId: string, target: ErasureTarget): Promise<ErasurePreview> {
      const keys = await vault.keysOf(organizationId)
      return readOrganization(pool, organizationId, async (tx) => {
        const person = await findPerson({ tx, organizationId, keys, loadProvider }, target)
        const own = await syncsOfSubject(tx, organizationId, person, { only: 'own', most: 1 })
        const [newest] = await findSyncs({ tx, organizationId, keys, namesOf }, own)
        return {
          objects: await named(tx, organizationId, person.objects),
          label: newest?.label ?? null,
          ...(await countSubject(tx, organizationId, person)),
        }
      })
    },
    async list(organizationId: string): Promise<readonly ErasureView[]> {
      return readOrganization(pool, organizationId, async (tx) =>
        toViews(tx, organizationId, await listErasures(tx, organizationId)),
      )
    },
    /** Null when there is none in this organization. */
    async get(organizationId: string, erasureId: string): Promise<ErasureView | null> {
      return readOrganization(pool, organizationId, async (tx) => {
        const events = await readStream(tx, organizationId, streamName('subject', erasureId))
        return (await toViews(tx, organizationId, [events]))[0] ?? null
      })
    },
  }

  async function toViews(
    tx: pg.ClientBase,
    organizationId: string,
    streams: readonly (readonly RecordedEvent[])[],
  ): Promise<readonly ErasureView[]> {
    const read = streams.flatMap((events) => {
      const state = events.reduce<Erasure>(
        (erasure, event) => evolveErasure(erasure, event as unknown as SubjectEvent),
        initialErasure,
      )
      const [first] = events
      return first && state.status !== 'none' ? [{ state, first, last: events.at(-1) as RecordedEvent }] : []
    })
    const names = await namesOf([...new Set(read.map(({ first }) => first.actor))])
    const ids = read.flatMap(({ state }) => state.subjectIds)
    const returned = ids.length === 0 ? new Map<string, Date>() : await returnedAt(tx, organizationId, ids)
    const objects = await named(
      tx,
      organizationId,
      read.flatMap(({ state }) => state.request.objects),
    )
    const people = read.map(({ state }) => ({
      subjectIds: state.subjectIds,
      objects: state.request.objects,
    }))
    const unknown = people.length === 0 ? [] : await unknownWrites(tx, organizationId, people)
    const places = unknown.flatMap(({ writes }) => writes.map(({ connectionId }) => connectionId))
    const connections = await namesOfConnections(tx, organizationId, places)
    return read.map(({ state, first, last }, index) => {
      const isDone = state.status === 'erased'
      const since = state.subjectIds
        .flatMap((id) => returned.get(id) ?? [])
        .filter((at) => at > last.recordedAt)
      const own = new Set(state.request.objects.map(({ connectionId, id }) => `${connectionId} ${id}`))
      return {
        erasureId: streamId(first.stream),
        status: state.status,
        reason: state.request.reason,
        objects: objects.filter(({ connectionId, id }) => own.delete(`${connectionId} ${id}`)),
        searched: state.searched,
        webhooks: state.destroyed,
        cancelled: state.cancelled,
        report: isDone ? { keys: state.report.keys, syncs: state.report.syncs } : null,
        unknown: unknown[index]?.count ?? 0,
        unknownWrites: (unknown[index]?.writes ?? []).map((write) => ({
          ...write,
          connectionName: connections.get(write.connectionId)?.name ?? null,
        })),
        by: { actor: first.actor, name: names.get(first.actor) ?? null },
        requestedAt: first.occurredAt.toISOString(),
        endedAt: isDone ? last.occurredAt.toISOString() : null,
        returnedAt: isDone
          ? (since.toSorted((a, b) => Number(a) - Number(b))[0]?.toISOString() ?? null)
          : null,
      }
    })
  }
}

async function named(
  tx: pg.ClientBase,
  organizationId: string,
  objects: readonly SubjectObject[],
): Promise<readonly SubjectObjectView[]> {
  const names = await namesOfConnections(
    tx,
    organizationId,
    objects.map(({ connectionId }) => connectionId),
  )
  return objects.map(({ connectionId, entity, id }) => {
    const connection = names.get(connectionId)
    return {
      connectionId,
      connectionName: connection?.name ?? null,
      provider: connection?.provider ?? null,
      entity,
      id,
    }
  })
}

async function namesOfConnections(
  tx: pg.ClientBase,
  organizationId: string,
  connectionIds: readonly string[],
): ReturnType<typeof connectionNames> {
  const ids = [...new Set(connectionIds)]
  return ids.length === 0 ? new Map() : connectionNames(tx, organizationId, ids)
}
