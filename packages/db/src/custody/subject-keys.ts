import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { ErasedError, keyBytes, openBytes, sealBytes, UnsealableError } from './keys.ts'
import { additionalDataOf, type Place, subjectKeyPlace } from './places.ts'

/** What the keys of people are wrapped under, and what is said of nobody. */
export interface WrappingKeys {
  readonly version: number
  sealBytes(place: Place, plain: Uint8Array): Buffer
  openBytes(place: Place, sealed: Uint8Array): Buffer
  sealText(place: Place, plain: string): string
  openText(place: Place, sealed: string): string
}

/** What opens and seals what is said of people, each under a key of their own. Opening and sealing need no round trip. */
export interface RecordKeys {
  /** @param subjectId null for what is about nobody: that is sealed under the organization's key */
  sealText(place: Place, plain: string, subjectId: string | null): string
  sealBytes(place: Place, plain: Uint8Array, subjectId: string | null): Buffer
  /** @throws ErasedError when the key was destroyed; UnsealableError as ever */
  openText(place: Place, sealed: string): string
  openBytes(place: Place, sealed: Uint8Array): Buffer
  /** Whether the key of this text was destroyed. */
  isErased(sealed: string): boolean
  /** When the subject was erased last; null for never. */
  erasedAt(subjectId: string): Date | null
}

export interface WantedKeys {
  /** What is to be opened; texts and bytes that no subject's key sealed cost nothing. */
  readonly sealed?: readonly (string | Uint8Array | null | undefined)[]
  /** Whom something is to be sealed for: a key is made where there is none. */
  readonly subjectIds?: readonly string[]
  /** Who may have been erased. */
  readonly lookUp?: readonly string[]
  /** Asks the database whatever is remembered: a key that is sealed with here was not destroyed before. */
  readonly fresh?: boolean
}

export interface SubjectDirectory {
  /** At most two statements, however many are wanted. `tx` inside `withOrganization`, and writing where keys are made. */
  load(
    tx: pg.ClientBase,
    organizationId: string,
    wrapping: WrappingKeys,
    wanted: WantedKeys,
  ): Promise<RecordKeys>
}

interface Known {
  readonly until: number
  /** By generation; null: destroyed. */
  readonly keys: ReadonlyMap<number, KeyObject | null>
  readonly erasedAt: Date | null
}

interface Row {
  subject_id: string
  generation: number
  wrapped_key: Buffer | null
  destroyed_at: Date | null
}

/** A destroyed key is known to be so everywhere after this. */
const keptMs = 30_000
const maxKept = 10_000

const named = /^sealed:v1:s-([0-9a-f-]{36})\.(\d{1,6}):/
const longestName = 64
/** What takes the place of a webhook's bytes when they are destroyed. */
const erasedMark = Buffer.from('erased:')

const nameOf = (subjectId: string, generation: number) => `s-${subjectId}.${generation}`
const headOf = (sealed: string | Uint8Array) =>
  typeof sealed === 'string'
    ? sealed.slice(0, longestName)
    : Buffer.from(sealed.buffer, sealed.byteOffset, Math.min(sealed.byteLength, longestName)).toString(
        'latin1',
      )

/** Which key of whom sealed this; null where it was none of a subject's. */
function headIn(sealed: string | Uint8Array) {
  const [head, subjectId, generation] = named.exec(headOf(sealed)) ?? []
  return head && subjectId ? { length: head.length, subjectId, generation: Number(generation) } : null
}

/** Whose key sealed this; null where it was none of a subject's. */
export const subjectIn = (sealed: string | Uint8Array): string | null => headIn(sealed)?.subjectId ?? null

/** Whether these bytes were destroyed with the keys of a person they named. */
export const isErasedMark = (bytes: Uint8Array): boolean =>
  erasedMark.equals(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, erasedMark.length)),
  )

/** Keys of subjects as one process knows them, of all organizations: bounded, and for a short time only. */
export function createSubjectDirectory(now: () => number = Date.now): SubjectDirectory {
  const kept = new Map<string, Known>()

  function remember(organizationId: string, subjectId: string, known: Known): void {
    const key = `${organizationId}/${subjectId}`
    kept.delete(key)
    kept.set(key, known)
    for (const oldest of kept.keys()) {
      if (kept.size <= maxKept) break
      kept.delete(oldest)
    }
  }

  return {
    async load(tx, organizationId, wrapping, { sealed = [], subjectIds = [], lookUp = [], fresh = false }) {
      const found = new Map<string, Known>()
      const add = (more: ReadonlyMap<string, Known>) => {
        for (const [id, known] of more) {
          found.set(id, known)
          remember(organizationId, id, known)
        }
      }
      const until = now() + keptMs
      const heads = sealed.flatMap((one) => (one ? (headIn(one) ?? []) : []))
      const missing = new Set<string>()
      for (const id of new Set([...heads.map(({ subjectId }) => subjectId), ...subjectIds, ...lookUp])) {
        const known = kept.get(`${organizationId}/${id}`)
        if (known && known.until > now() && !fresh) found.set(id, known)
        else missing.add(id)
      }
      // A generation that is not remembered was made since.
      for (const { subjectId, generation } of heads)
        if (found.get(subjectId)?.keys.has(generation) === false) missing.add(subjectId)
      const reading = (ids: readonly string[]) => {
        const before = new Map(ids.map((id) => [id, kept.get(`${organizationId}/${id}`)]))
        return readKeys(tx, organizationId, wrapping, before, until)
      }
      if (missing.size > 0) add(await reading([...missing]))
      const keyless = [...new Set(subjectIds)].filter((id) => !newest(found.get(id)))
      if (keyless.length > 0) {
        const allMade = await makeKeys(tx, organizationId, wrapping, keyless, found, until)
        // Where somebody else was first, theirs count.
        add(allMade ?? (await reading(keyless)))
      }
      return recordKeys(organizationId, wrapping, found)
    },
  }
}

/** @param subjects with what was known of them: a key that was not destroyed since is not unwrapped once more */
async function readKeys(
  tx: pg.ClientBase,
  organizationId: string,
  wrapping: WrappingKeys,
  subjects: ReadonlyMap<string, Known | undefined>,
  until: number,
): Promise<ReadonlyMap<string, Known>> {
  const { rows } = await tx.query<Row>({
    name: 'read-subject-keys',
    text: `select subject_id, generation, wrapped_key, destroyed_at from custody.subject_key
      where organization_id = $1 and subject_id = any ($2::uuid[]) order by subject_id, generation`,
    values: [organizationId, [...subjects.keys()]],
  })
  const known = new Map<string, Known>()
  for (const [id, ofSubject] of Map.groupBy(rows, (row) => row.subject_id)) {
    const before = subjects.get(id)?.keys
    const keys = new Map(
      ofSubject.map(({ generation, wrapped_key }): [number, KeyObject | null] => {
        if (wrapped_key === null) return [generation, null]
        const place = subjectKeyPlace(organizationId, id, generation)
        const key = before?.get(generation) ?? createSecretKey(wrapping.openBytes(place, wrapped_key))
        return [generation, key]
      }),
    )
    const erasedAt = ofSubject.findLast(({ destroyed_at }) => destroyed_at !== null)?.destroyed_at ?? null
    known.set(id, { until, keys, erasedAt })
  }
  return known
}

/**
 * In the order of their ids: two who make the same keys at once wait for one another, and the first one's count.
 * @returns what is known with them; null when somebody else was first with one
 */
async function makeKeys(
  tx: pg.ClientBase,
  organizationId: string,
  wrapping: WrappingKeys,
  subjectIds: readonly string[],
  found: ReadonlyMap<string, Known>,
  until: number,
): Promise<ReadonlyMap<string, Known> | null> {
  const made = subjectIds.toSorted().map((subjectId) => {
    const before = found.get(subjectId)
    const generation = Math.max(0, ...(before?.keys.keys() ?? [])) + 1
    const bytes = randomBytes(keyBytes)
    const wrapped = wrapping.sealBytes(subjectKeyPlace(organizationId, subjectId, generation), bytes)
    return { subjectId, generation, bytes, wrapped, before }
  })
  const { rowCount } = await tx.query({
    name: 'make-subject-keys',
    text: `insert into custody.subject_key (organization_id, subject_id, generation, key_version, wrapped_key)
      select $1, k.subject_id, k.generation, $2, k.wrapped
      from unnest($3::uuid[], $4::int[], $5::bytea[]) k (subject_id, generation, wrapped)
      on conflict do nothing`,
    values: [
      organizationId,
      wrapping.version,
      made.map(({ subjectId }) => subjectId),
      made.map(({ generation }) => generation),
      made.map(({ wrapped }) => wrapped),
    ],
  })
  if (rowCount !== made.length) return null
  return new Map(
    made.map(({ subjectId, generation, bytes, before }) => {
      const keys = new Map([...(before?.keys ?? []), [generation, createSecretKey(bytes)] as const])
      return [subjectId, { until, keys, erasedAt: before?.erasedAt ?? null }]
    }),
  )
}

/** The key that seals now. */
function newest(known: Known | undefined): readonly [number, KeyObject] | undefined {
  return known && ([...known.keys].findLast(([, key]) => key !== null) as [number, KeyObject] | undefined)
}

function recordKeys(
  organizationId: string,
  wrapping: WrappingKeys,
  found: ReadonlyMap<string, Known>,
): RecordKeys {
  const sealer = (subjectId: string) => {
    const [generation, key] = newest(found.get(subjectId)) ?? []
    if (!generation || !key) throw new RangeError('No key was loaded to seal with')
    return { key, name: nameOf(subjectId, generation) }
  }
  const aad = (place: Place, name: string) => additionalDataOf(place, organizationId, name)
  const opener = (subjectId: string, generation: number): KeyObject => {
    const key = found.get(subjectId)?.keys.get(generation)
    if (key === undefined) throw new UnsealableError('Sealed under a key that is not known here')
    if (key === null) throw new ErasedError()
    return key
  }
  function open(place: Place, head: NonNullable<ReturnType<typeof headIn>>, sealed: Uint8Array): Buffer {
    const { subjectId, generation } = head
    return openBytes(opener(subjectId, generation), sealed, aad(place, nameOf(subjectId, generation)))
  }
  return {
    sealText(place, plain, subjectId) {
      if (subjectId === null) return wrapping.sealText(place, plain)
      const { key, name } = sealer(subjectId)
      const sealed = sealBytes(key, Buffer.from(plain, 'utf8'), aad(place, name))
      return `sealed:v1:${name}:${sealed.toString('base64')}`
    },
    sealBytes(place, plain, subjectId) {
      if (subjectId === null) return wrapping.sealBytes(place, plain)
      const { key, name } = sealer(subjectId)
      return Buffer.concat([Buffer.from(`sealed:v1:${name}:`), sealBytes(key, plain, aad(place, name))])
    },
    openText(place, sealed) {
      const head = headIn(sealed)
      if (!head) return wrapping.openText(place, sealed)
      return open(place, head, Buffer.from(sealed.slice(head.length), 'base64')).toString('utf8')
    },
    openBytes(place, sealed) {
      if (isErasedMark(sealed)) throw new ErasedError()
      const head = headIn(sealed)
      if (!head) return wrapping.openBytes(place, sealed)
      return open(place, head, sealed.subarray(head.length))
    },
    isErased(sealed) {
      const head = headIn(sealed)
      return head !== null && found.get(head.subjectId)?.keys.get(head.generation) === null
    },
    erasedAt: (subjectId) => found.get(subjectId)?.erasedAt ?? null,
  }
}

/**
 * Destroys the keys of some subjects for good. What one erasure destroyed stays counted, however often it is repeated.
 * `tx` runs as the worker.
 * @returns how many keys this erasure has destroyed so far
 */
export async function destroySubjectKeys(
  tx: pg.ClientBase,
  organizationId: string,
  subjectIds: readonly string[],
  erasureId: string,
): Promise<number> {
  await tx.query(
    `update custody.subject_key set wrapped_key = null, destroyed_at = now(), destroyed_by = $3
     where organization_id = $1 and subject_id = any ($2::uuid[]) and wrapped_key is not null`,
    [organizationId, subjectIds, erasureId],
  )
  const { rows } = await tx.query<{ keys: number }>(
    'select count(*) as keys from custody.subject_key where organization_id = $1 and destroyed_by = $2',
    [organizationId, erasureId],
  )
  return rows[0]?.keys ?? 0
}
