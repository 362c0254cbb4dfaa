import { readStream } from '@syncline/db/log'
import { findRoute } from '@syncline/db/queries'
import { type EventData, type RecordedEvent, streamName } from '@syncline/domain/event'
import { type Mapping, readyMapping } from '@syncline/domain/mapping'
import type pg from 'pg'

type Requested = EventData<'SyncRequested'>
export type Published = EventData<'MappingPublished'>

/** A flow's mapping in one version; null: records travel as they are. */
export interface VersionedMapping {
  readonly version: number
  readonly mapping: Mapping | null
}

export interface MappingDirectory {
  /** @param version null asks for the one that is in force now */
  find(
    tx: pg.ClientBase,
    organizationId: string,
    request: Pick<Requested, 'connectionId' | 'provider' | 'entity' | 'source'>,
    version: number | null,
  ): Promise<VersionedMapping>
}

const maxKept = 1_000

export const isPublished = (event: RecordedEvent): event is RecordedEvent<'MappingPublished', Published> =>
  event.type === 'MappingPublished'

/** Mappings by version. What is published never changes, so it is kept; the first version comes with the hub. */
export function createMappingDirectory(): MappingDirectory {
  const kept = new Map<string, Mapping>()
  return {
    async find(tx, organizationId, { connectionId, provider, entity, source }, asked) {
      const ready = (version: number) => ({
        version,
        mapping: readyMapping(source.system, provider, entity),
      })
      if (asked === 1) return ready(1)
      const ends = [organizationId, source.connectionId, connectionId, entity].join(' ')
      const known = asked === null ? undefined : kept.get(`${ends} ${asked}`)
      if (known && asked !== null) return { version: asked, mapping: known }
      const route = await findRoute(tx, organizationId, {
        sourceConnectionId: source.connectionId,
        targetConnectionId: connectionId,
        entity,
      })
      const version = asked ?? route?.mappingVersion ?? 1
      const key = `${ends} ${version}`
      const stream = route && streamName('flow', route.flowId)
      const published =
        stream && !kept.has(key) && version > 1
          ? (await readStream(tx, organizationId, stream))
              .filter(isPublished)
              .findLast(({ data }) => data.mappingVersion === version)
          : null
      if (published) {
        if (kept.size >= maxKept) kept.clear()
        kept.set(key, published.data.mapping)
      }
      const mapping = kept.get(key)
      return mapping ? { version, mapping } : ready(version)
    },
  }
}
