import type { Vault } from '@syncline/db/custody'
import { readPayload, readStream } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import type { ProviderName } from '@syncline/domain/connection'
import { streamName } from '@syncline/domain/event'
import { maskBody } from '@syncline/domain/mask'
import type { CanonicalRecord } from '@syncline/domain/record'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type { ConflictView } from '@syncline/domain/view'
import type { Fetched, Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { fetchObject } from '../jobs/fetch-object.ts'
import type { CallDeps } from '../protection/call.ts'
import { openRecord } from './open-record.ts'

interface ConflictDeps extends Omit<CallDeps, 'now'> {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now?: () => Date
}

/** A person waits for the answer. */
const longestReadMs = 10_000

/** Both versions of a record that both sides changed: ours as it would be written, theirs as it is there now. */
export function createConflictReads(deps: ConflictDeps) {
  const { pool, vault, loadProvider, now = () => new Date() } = deps

  return {
    async get(organizationId: string, syncId: string): Promise<ConflictView | null> {
      const keys = await vault.keysOf(organizationId)
      const { state, sealed, records } = await readOrganization(pool, organizationId, async (tx) => {
        const events = await readStream(tx, organizationId, streamName('sync', syncId))
        const state = events.reduce<Sync>(
          (sync, event) => evolve(sync, event as unknown as SyncEvent),
          initialSync,
        )
        const payloadId = state.status === 'none' ? null : state.request.payloadId
        const sealed = payloadId && (await readPayload(tx, organizationId, payloadId))
        return { state, sealed, records: await keys.forRecords(tx, { sealed: [sealed], fresh: true }) }
      })
      if (state.status !== 'pending' || state.hold !== 'conflict' || !state.conflict) return null
      const source = await loadProvider(state.request.source.system)
      const ours = sealed ? openRecord(records, organizationId, source, state.request, sealed) : null
      const theirs = await readTheirs(organizationId, state.request, state.conflict.externalId)
      return {
        ours: ours && shown(ours),
        theirs: theirs?.ok && theirs.record ? shown(theirs.record) : null,
        theirsChangedAt: theirs?.ok ? theirs.changedAt : null,
        unread: theirs === null ? 'NOT_CONFIGURED' : theirs.ok ? null : theirs.code,
      }
    },
  }

  async function readTheirs(
    organizationId: string,
    { connectionId, provider, entity }: Requested,
    externalId: string,
  ): Promise<Fetched | null> {
    return fetchObject({ ...deps, now, signal: AbortSignal.timeout(longestReadMs) }, organizationId, {
      connectionId,
      system: provider,
      accountId: null,
      id: externalId,
      entity,
    })
  }
}

type Requested = Exclude<Sync, { status: 'none' }>['request']

/** Without what differs by its nature: each side has ids of its own. */
function shown(record: CanonicalRecord): string {
  return maskBody(JSON.stringify({ ...record, sourceId: undefined }))
}
