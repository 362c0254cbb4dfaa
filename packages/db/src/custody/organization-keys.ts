import { createSecretKey } from 'node:crypto'
import type pg from 'pg'
import { deriveKey, hmacHex, openBytes, sealBytes, UnsealableError } from './keys.ts'
import { additionalDataOf, type Place } from './places.ts'
import type { RecordKeys, SubjectDirectory, WantedKeys, WrappingKeys } from './subject-keys.ts'

/** The keys of one organization, ready to use: sealing itself needs no round trip. */
export interface OrganizationKeys {
  /** Of the key that seals now; those before it still open. */
  readonly version: number
  sealBytes(place: Place, plain: Uint8Array): Buffer
  openBytes(place: Place, sealed: Uint8Array): Buffer
  /** `sealed:v1:<key id>:<base64>`, the form in which personal data enters events. */
  sealText(place: Place, plain: string): string
  openText(place: Place, sealed: string): string
  /** The keys of people, for what is said of them: those that are remembered cost no round trip. */
  forRecords(tx: pg.ClientBase, wanted: WantedKeys): Promise<RecordKeys>
  /** A digest that says nothing to those without the key, the same whatever key seals. */
  digest(purpose: string, data: Uint8Array): string
}

interface Master {
  readonly version: number
  readonly master: Buffer
  /** False for one that every process has to know before anybody seals with it. */
  readonly sealsNow: boolean
}

/** @param masters every version, at least one of which seals */
export function organizationKeys(
  organizationId: string,
  masters: readonly Master[],
  subjects: SubjectDirectory,
): OrganizationKeys {
  const newestFirst = masters.toSorted((a, b) => b.version - a.version)
  const rings = newestFirst.map(({ version, master, sealsNow }) => ({
    version,
    sealsNow,
    keyId: `o${version}`,
    key: createSecretKey(deriveKey(master, 'sealing')),
  }))
  const current = rings.find(({ sealsNow }) => sealsNow)
  const first = newestFirst.at(-1)
  if (!current || !first) throw new RangeError('An organization has no key that seals')
  // Of the first key for ever: what was written down under a digest has to be found again after a rotation.
  const digesting = deriveKey(first.master, 'digest')
  const additionalData = (place: Place, keyId: string) => additionalDataOf(place, organizationId, keyId)
  const open = (place: Place, sealed: Uint8Array, candidates: typeof rings): Buffer => {
    let refusal: unknown
    for (const { key, keyId } of candidates) {
      try {
        return openBytes(key, sealed, additionalData(place, keyId))
      } catch (error) {
        if (!(error instanceof UnsealableError)) throw error
        refusal = error
      }
    }
    throw refusal ?? new UnsealableError('Sealed under a key that is not known here')
  }
  const own: WrappingKeys = {
    version: current.version,
    sealBytes: (place, plain) => sealBytes(current.key, plain, additionalData(place, current.keyId)),
    // Bytes do not say which key sealed them: each is tried, the newest first.
    openBytes: (place, sealed) => open(place, sealed, rings),
    sealText(place, plain) {
      const sealed = sealBytes(current.key, Buffer.from(plain, 'utf8'), additionalData(place, current.keyId))
      return `sealed:v1:${current.keyId}:${sealed.toString('base64')}`
    },
    openText(place, sealed) {
      const [, version, id, body] = sealed.split(':')
      if (version !== 'v1' || !body) throw new UnsealableError('Sealed in a form that is not known here')
      const named = rings.filter(({ keyId }) => keyId === id)
      return open(place, Buffer.from(body, 'base64'), named).toString('utf8')
    },
  }
  return {
    ...own,
    forRecords: (tx, wanted) => subjects.load(tx, organizationId, own, wanted),
    digest: (purpose, data) => hmacHex(deriveKey(digesting, purpose), data),
  }
}
