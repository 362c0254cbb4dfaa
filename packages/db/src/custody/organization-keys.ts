import { createSecretKey } from 'node:crypto'
import { deriveKey, hmacHex, openBytes, sealBytes, UnsealableError } from './keys.ts'
import type { Place } from './places.ts'

/** The keys of one organization, ready to use: sealing itself needs no round trip. */
export interface OrganizationKeys {
  /** Of the key that seals now; those before it still open. */
  readonly version: number
  sealBytes(place: Place, plain: Uint8Array): Buffer
  openBytes(place: Place, sealed: Uint8Array): Buffer
  /** `sealed:v1:<key id>:<base64>`, the form in which personal data enters events. */
  sealText(place: Place, plain: string): string
  openText(place: Place, sealed: string): string
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
export function organizationKeys(organizationId: string, masters: readonly Master[]): OrganizationKeys {
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
  const additionalData = (place: Place, keyId: string) => {
    if (place.organizationId !== organizationId) throw new RangeError('A place of another organization')
    return [place.table, place.column, place.organizationId, place.record, keyId].join('|')
  }
  const open = (place: Place, sealed: Uint8Array, candidates: typeof rings): Buffer => {
    let refusal: unknown = new UnsealableError('Sealed under a key that is not known here')
    for (const { key, keyId } of candidates) {
      try {
        return openBytes(key, sealed, additionalData(place, keyId))
      } catch (error) {
        if (!(error instanceof UnsealableError)) throw error
        refusal = error
      }
    }
    throw refusal
  }
  return {
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
    digest: (purpose, data) => hmacHex(deriveKey(digesting, purpose), data),
  }
}
