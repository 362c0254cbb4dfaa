import type { CustomerRecord } from '@syncline/domain/record'
import type { Link, PlannedCall } from '@syncline/providers/port'
import type { Clock } from './clock.ts'

/** One change that was really made there. */
export interface Effect {
  readonly key: string
  readonly objectId: string
  readonly atMs: number
}

export interface TargetObject {
  readonly id: string
  readonly reference: string
  readonly name: string | null
  readonly active: boolean
  readonly version: number
}

export type Answer =
  | { readonly status: 'written'; readonly link: Link }
  | { readonly status: 'duplicate' | 'stale'; readonly link: Link }
  | { readonly status: 'not_found' | 'other_body' }

/** The provider's own side: its objects, its memory for keys, and what it really did, which nobody can talk it out of. */
export interface Target {
  readonly knowsKeys: boolean
  readonly effects: readonly Effect[]
  /** Keys that came with two different bodies. */
  readonly reusedKeys: readonly string[]
  /** Ids by the reference they bear, in the order they were created. */
  objectsOf(reference: string): readonly TargetObject[]
  carryOut(call: PlannedCall, key: string): Answer
  /** What bears the effect of a call; null when nothing does. */
  find(call: PlannedCall): Link | null
}

/**
 * @param memoryMs how long it remembers keys; 0 when it takes no notice of them
 * @param refusesTwins whether no two objects may bear one reference
 */
export function createTarget(clock: Clock, memoryMs: number, refusesTwins: boolean): Target {
  const objects = new Map<string, TargetObject>()
  const kept = new Map<string, { body: string; answer: Answer; atMs: number }>()
  const effects: Effect[] = []
  const reusedKeys: string[] = []
  const linkOf = ({ id, version }: TargetObject): Link => ({ externalId: id, externalVersion: version })
  const objectsOf = (reference: string) =>
    [...objects.values()].filter((object) => object.reference === reference)

  function write(key: string, object: TargetObject): Answer {
    objects.set(object.id, object)
    effects.push({ key, objectId: object.id, atMs: clock.nowMs() })
    return { status: 'written', link: linkOf(object) }
  }

  function run(call: PlannedCall, key: string): Answer {
    const { reference, version, ...members } = JSON.parse(call.body) as SentBody
    if (call.externalId === null) {
      const [there] = objectsOf(reference)
      if (there && refusesTwins) return { status: 'duplicate', link: linkOf(there) }
      return write(key, {
        id: `C-${objects.size + 1}`,
        reference,
        name: members.name ?? null,
        active: true,
        version: 1,
      })
    }
    const object = objects.get(call.externalId)
    if (!object) return { status: 'not_found' }
    if (version !== undefined && version !== object.version) return { status: 'stale', link: linkOf(object) }
    return write(key, { ...object, ...members, version: object.version + 1 })
  }

  return {
    knowsKeys: memoryMs > 0,
    effects,
    reusedKeys,
    objectsOf,
    carryOut(call, key) {
      const known = kept.get(key)
      if (known && clock.nowMs() - known.atMs < memoryMs) {
        if (known.body === call.body) return known.answer
        reusedKeys.push(key)
        return { status: 'other_body' }
      }
      const answer = run(call, key)
      if (answer.status === 'written') kept.set(key, { body: call.body, answer, atMs: clock.nowMs() })
      return answer
    },
    find(call) {
      const { reference, version: _expected, ...members } = JSON.parse(call.body) as SentBody
      const object = call.externalId === null ? objectsOf(reference)[0] : objects.get(call.externalId)
      if (!object) return null
      const holds =
        call.externalId === null ||
        Object.entries(members).every(([name, value]) => object[name as keyof TargetObject] === value)
      return holds ? linkOf(object) : null
    },
  }
}

interface SentBody {
  readonly reference: string
  readonly version?: number
  readonly name?: string | null
  readonly active?: boolean
}

/** The request that brings the object to what the record says; null when there is nothing to bring there. */
export function planFor(record: CustomerRecord, link: Link | null): PlannedCall | null {
  if (record.deleted && !link) return null
  const members = record.deleted ? { active: false } : { name: record.name }
  const version = link?.externalVersion ?? undefined
  return {
    method: link ? 'PUT' : 'POST',
    path: '/customers',
    body: JSON.stringify({ reference: record.sourceId, ...members, version }),
    effect: record.deleted ? 'deleted' : link ? 'updated' : 'created',
    externalId: link?.externalId ?? null,
    accountId: null,
  }
}
