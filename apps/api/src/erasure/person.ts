import { type OrganizationKeys, subjectIn } from '@syncline/db/custody'
import { readPayload, readStream } from '@syncline/db/log'
import { linkedObjects, type SubjectOf, syncsOfSubject } from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { streamName } from '@syncline/domain/event'
import { type CanonicalRecord, ownSubject, personEntities, subjectOf } from '@syncline/domain/record'
import { maxSubjectObjects, type SubjectObject } from '@syncline/domain/subject'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type { ErasureTarget } from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { openRecord } from '../reads/open-record.ts'
import { subjectIdOf } from './subject-id.ts'

export interface PersonReader {
  readonly tx: pg.ClientBase
  readonly organizationId: string
  readonly keys: OrganizationKeys
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
}

/** Links lead from one system to the next; a person is known under few ids. */
const mostRounds = 5
/** Where a person's addresses are looked for. */
const mostRecords = 20
const mostAddresses = 20

/**
 * Everything one person is known by, in all systems that are linked.
 * @throws SynclineError RECORD_NOT_FOUND where there is no such sync; INVALID_INPUT where it is about nobody
 */
export async function findPerson(reader: PersonReader, target: ErasureTarget): Promise<SubjectOf> {
  const found =
    'syncId' in target ? await personOfSync(reader, target.syncId) : { object: target, labelled: null }
  const objects = await withLinked(reader, found.object)
  const subjectIds = new Set(found.labelled === null ? [] : [found.labelled])
  for (const object of objects) {
    const id = subjectIdOf(reader.organizationId, object, ownSubject(object.entity, object.id))
    if (id !== null) subjectIds.add(id)
  }
  if (subjectIds.size === 0)
    throw new SynclineError('INVALID_INPUT', { field: 'target', reason: 'about_nobody' })
  return { objects, subjectIds: [...subjectIds] }
}

async function withLinked(
  { tx, organizationId }: PersonReader,
  object: SubjectObject,
): Promise<readonly SubjectObject[]> {
  const nameOf = ({ connectionId, accountId, entity, id }: SubjectObject) =>
    [connectionId, accountId, entity, id].join(' ')
  let objects = new Map([[nameOf(object), object]])
  for (let round = 0; round < mostRounds; round++) {
    const linked = await linkedObjects(tx, organizationId, [...objects.values()], maxSubjectObjects)
    const more = new Map([...objects, ...linked.map((one) => [nameOf(one), one] as const)])
    if (more.size === objects.size) break
    objects = more
  }
  return [...objects.values()].slice(0, maxSubjectObjects)
}

/** Whom a sync's record is about. What can't be read any more is still known by the key that sealed its name. */
async function personOfSync(
  reader: PersonReader,
  syncId: string,
): Promise<{ object: SubjectObject; labelled: string | null }> {
  const carried = await readCarried(reader, syncId)
  if (!carried) throw new SynclineError('RECORD_NOT_FOUND')
  const { request, record } = carried
  const { connectionId, accountId, id } = request.source
  const labelled = request.label === null ? null : subjectIn(request.label)
  const own: SubjectObject = { connectionId, accountId, entity: request.entity, id }
  const isPerson = (personEntities as readonly string[]).includes(request.entity)
  const subject = isPerson || !record ? null : subjectOf(record)
  if (subject?.kind !== 'customer' && subject?.kind !== 'vendor') return { object: own, labelled }
  return { object: { connectionId, accountId, entity: subject.kind, id: subject.sourceId }, labelled }
}

async function readCarried({ tx, organizationId, keys, loadProvider }: PersonReader, syncId: string) {
  const events = await readStream(tx, organizationId, streamName('sync', syncId))
  const state = events.reduce<Sync>((sync, event) => evolve(sync, event as unknown as SyncEvent), initialSync)
  if (state.status === 'none') return null
  const { request } = state
  const sealed = request.payloadId === null ? null : await readPayload(tx, organizationId, request.payloadId)
  const source = await loadProvider(request.source.system)
  const records = await keys.forRecords(tx, { sealed: [sealed], fresh: true })
  const record = sealed ? openRecord(records, organizationId, source, request, sealed) : null
  return { request, record }
}

/** The addresses under which webhooks may name a person without their id. */
export async function addressesOf(reader: PersonReader, person: SubjectOf): Promise<readonly string[]> {
  const { tx, organizationId } = reader
  const syncIds = await syncsOfSubject(tx, organizationId, person, { only: 'own', most: mostRecords })
  const addresses = new Set<string>()
  for (const syncId of syncIds) {
    const address = await addressIn(reader, syncId)
    if (address) addresses.add(address)
  }
  return [...addresses].slice(0, mostAddresses)
}

/** The address in what a sync carries, in small letters; null where there is none, or it can't be read any more. */
export async function addressIn(reader: PersonReader, syncId: string): Promise<string | null> {
  const record = (await readCarried(reader, syncId))?.record
  return (record && emailOf(record)?.trim().toLowerCase()) || null
}

function emailOf(record: CanonicalRecord): string | null {
  return record.entity === 'customer' || record.entity === 'contact' || record.entity === 'vendor'
    ? record.email
    : null
}
