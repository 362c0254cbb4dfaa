import { z } from 'zod'
import { parseJson } from '../json.ts'
import { identifier } from '../shape.ts'

/** One change that a webhook points at. QuickBooks tells that something changed, never what it is now. */
export interface ChangeEvent {
  readonly eventId: string
  /** As QuickBooks names it: `qbo.invoice.created.v1`, or `Invoice.Create` in the older format. */
  readonly eventType: string
  readonly realmId: string
  /** The kind of object in small letters, `billpayment`; null for a type that names none. */
  readonly kind: string | null
  readonly verb: Verb | null
  readonly objectId: string
  /** With a merge: the object that went into the other. */
  readonly deletedId: string | null
  readonly unixSeconds: number
  /** The same event as a delivery of its own, in the format it came in. */
  readonly alone: unknown
}

/** Both formats, and what libraries expect besides. */
const verbs = {
  create: 'created',
  created: 'created',
  update: 'updated',
  updated: 'updated',
  delete: 'deleted',
  deleted: 'deleted',
  merge: 'merged',
  merged: 'merged',
  void: 'voided',
  voided: 'voided',
  email: 'emailed',
  emailed: 'emailed',
} as const
export type Verb = (typeof verbs)[keyof typeof verbs]

const verbOf = (word: string): Verb | null => {
  const small = word.toLowerCase()
  return Object.hasOwn(verbs, small) ? verbs[small as keyof typeof verbs] : null
}

/** With or without a colon in its zone, and to the nanosecond: more than RFC 3339 and Date agree on. */
const moment = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,12})?(Z|[+-]\d\d:?\d\d)$/
const unixSeconds = z.string().transform((text, ctx) => {
  const [, local = '', zone = ''] = moment.exec(text) ?? []
  const ms = Date.parse(`${local}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`)
  if (ms >= 0) return ms / 1_000
  ctx.addIssue({ code: 'custom', message: 'is no moment' })
  return z.NEVER
})

/** Text; a number, which some gateways make of it, only while it has kept all its digits. */
const idText = z.union([z.string(), z.int().transform(String)]).pipe(identifier(60))
const realmId = idText
const objectId = idText
const optionalId = objectId.nullish().catch(null)

const entitySchema = z.looseObject({
  name: identifier(60),
  id: objectId,
  operation: identifier(30),
  lastUpdated: unixSeconds,
  deletedId: optionalId,
})
const legacySchema = z.object({
  eventNotifications: z
    .array(
      z.object({
        realmId,
        dataChangeEvent: z.object({ entities: z.array(z.unknown()).max(20_000) }),
      }),
    )
    .max(20_000),
})

const cloudEventSchema = z.looseObject({
  specversion: z.literal('1.0'),
  id: identifier(255),
  type: identifier(120),
  time: unixSeconds,
  intuitentityid: objectId,
  intuitaccountid: realmId,
  data: z.object({ deletedid: optionalId }).nullish().catch(null),
})
const cloudEventsSchema = z.array(z.unknown()).min(1).max(20_000)
const cloudEventType = /^qbo\.([a-z]+)\.([a-z]+)\.v\d+$/

/** The events of a body in either format, in their order; or why there are none. */
export function readEvents(
  rawBody: Uint8Array,
):
  | { readonly ok: true; readonly events: readonly [ChangeEvent, ...ChangeEvent[]] }
  | { readonly ok: false; readonly reason: 'not_json' | 'unexpected_shape' } {
  const json = parseJson(rawBody)
  if (json === undefined) return { ok: false, reason: 'not_json' }
  const isOne = typeof json === 'object' && json !== null && Object.hasOwn(json, 'specversion')
  const cloudEvents = isOne ? [json] : json
  const events = Array.isArray(cloudEvents) ? readCloudEvents(cloudEvents) : readLegacy(json)
  const [first, ...others] = events ?? []
  return first ? { ok: true, events: [first, ...others] } : { ok: false, reason: 'unexpected_shape' }
}

function readCloudEvents(json: unknown): ChangeEvent[] | null {
  const list = cloudEventsSchema.safeParse(json)
  if (!list.success) return null
  const events = list.data.map((item): ChangeEvent | null => {
    const read = cloudEventSchema.safeParse(item)
    if (!read.success) return null
    const { id, type, time, intuitentityid, intuitaccountid, data } = read.data
    const [, kind, word] = cloudEventType.exec(type) ?? []
    return {
      eventId: id,
      eventType: type,
      realmId: intuitaccountid,
      kind: kind ?? null,
      verb: word === undefined ? null : verbOf(word),
      objectId: intuitentityid,
      deletedId: data?.deletedid ?? null,
      unixSeconds: time,
      alone: [item],
    }
  })
  return allOrNone(events)
}

function readLegacy(json: unknown): ChangeEvent[] | null {
  const body = legacySchema.safeParse(json)
  if (!body.success) return null
  const events = body.data.eventNotifications.flatMap(({ realmId: realm, dataChangeEvent }) =>
    dataChangeEvent.entities.map((item): ChangeEvent | null => {
      const read = entitySchema.safeParse(item)
      if (!read.success) return null
      const { name, id, operation, lastUpdated, deletedId } = read.data
      const saidAt = (item as { lastUpdated: string }).lastUpdated
      return {
        // It has no id of its own: these five together are one change.
        eventId: [realm, name, id, operation, saidAt].join(':'),
        eventType: `${name}.${operation}`,
        realmId: realm,
        kind: name.toLowerCase(),
        verb: verbOf(operation),
        objectId: id,
        deletedId: deletedId ?? null,
        unixSeconds: lastUpdated,
        alone: { eventNotifications: [{ realmId: realm, dataChangeEvent: { entities: [item] } }] },
      }
    }),
  )
  return allOrNone(events)
}

/** A body is understood in whole: one that we half know is kept for a person. */
function allOrNone(events: readonly (ChangeEvent | null)[]): ChangeEvent[] | null {
  const known = events.filter((event) => event !== null)
  return known.length === events.length ? known : null
}
