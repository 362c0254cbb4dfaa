import type { ContactRecord } from '@syncline/domain/record'
import { z } from 'zod'
import type { Description, Notice, Reading, WebhookAdapter } from '../provider.ts'
import { identifier, optionalText } from '../shape.ts'
import { verifyMailchimp } from '../verification/mailchimp.ts'
import { type Form, parseForm } from './form.ts'
import { mergeTexts } from './member.ts'
import { memberIdOf } from './member-id.ts'

/** UTC without saying so. */
const firedAt = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\dZ?$/)
  .transform((text) => Date.parse(`${text.replace(' ', 'T').replace('Z', '')}Z`))
  .refine((milliseconds) => milliseconds >= 0)

const shortId = identifier(40)
const email = z.string().trim().min(3).max(512)
const headSchema = z.object({
  type: identifier(60),
  fired_at: z.string().max(40).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
})
const firedSchema = z.object({ fired_at: firedAt })

/** An empty hash comes as an empty text. */
const nothing = z.literal('').transform(() => undefined)
const personSchema = z.object({
  email,
  list_id: shortId.nullish(),
  merges: z.union([mergeTexts, nothing]).optional(),
  /** `unsub` or `delete`; older deliveries leave it out. */
  action: optionalText(60),
})
const movedSchema = z.object({ old_email: email, new_email: email, list_id: shortId.nullish() })

type Person = z.output<typeof personSchema>
interface Change {
  readonly operation: Notice['operation']
  readonly sourceId: string
  readonly rank: number
  /** Null where the delivery does not tell all that the hub keeps: only Mailchimp knows what it is now. */
  readonly record: ContactRecord | null
}
type Reader = (data: unknown, changedAt: string) => readonly Change[] | null

/** What a delivery of each type says. A rank tells those of one second apart: leaving outranks coming. */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['subscribe', reader(personSchema, (person, at) => [changeOf(person, at, 'subscribed', 1)])],
  // It does not say whether the person still wants mail.
  ['profile', reader(personSchema, (person) => [pointerTo(person.email, 2)])],
  ['upemail', reader(movedSchema, toMove)],
  ['cleaned', reader(personSchema, (person) => [pointerTo(person.email, 4)])],
  ['unsubscribe', reader(personSchema, toLeaving)],
])

function reader<Shape>(
  schema: z.ZodType<Shape>,
  toChanges: (data: Shape, changedAt: string) => readonly Change[],
): Reader {
  return (data, changedAt) => {
    const read = schema.safeParse(data)
    return read.success ? toChanges(read.data, changedAt) : null
  }
}

function changeOf(person: Person, changedAt: string, status: ContactRecord['status'], rank: number): Change {
  const { merges } = person
  const record = merges && { ...contactOf(person, changedAt), ...merges, status }
  return { operation: 'upsert', sourceId: memberIdOf(person.email), rank, record: record ?? null }
}

const pointerTo = (address: string, rank: number): Change => ({
  operation: 'upsert',
  sourceId: memberIdOf(address),
  rank,
  record: null,
})

function toLeaving(person: Person, changedAt: string): readonly Change[] {
  if (person.action !== 'delete') return [changeOf(person, changedAt, 'unsubscribed', 5)]
  return [goneFrom(person, changedAt)]
}

/** An address is the id: whoever changes it leaves as one and comes as another. */
function toMove({ old_email, new_email, list_id }: z.output<typeof movedSchema>, changedAt: string) {
  if (memberIdOf(old_email) === memberIdOf(new_email)) return [pointerTo(new_email, 3)]
  return [pointerTo(new_email, 3), goneFrom({ email: old_email, list_id }, changedAt)]
}

function goneFrom(person: Pick<Person, 'email' | 'list_id'>, changedAt: string): Change {
  const sourceId = memberIdOf(person.email)
  const record = { ...contactOf(person, changedAt), status: 'archived', deleted: true } as const
  return { operation: 'delete', sourceId, rank: 9, record }
}

const contactOf = ({ email: address, list_id }: Pick<Person, 'email' | 'list_id'>, changedAt: string) => ({
  entity: 'contact' as const,
  sourceId: memberIdOf(address),
  deleted: false,
  email: address,
  listId: list_id ?? null,
  firstName: null,
  lastName: null,
  phone: null,
  language: null,
  tags: [],
  changedAt,
})

const unread = (reason: 'not_json' | 'unexpected_shape') => ({ ok: false, reason }) as const

/** The changes a delivery speaks of; none when it is of a type that nothing is made of. */
function readDelivery(rawBody: Uint8Array) {
  const form = parseForm(rawBody)
  if (!form) return unread('not_json')
  const head = headSchema.safeParse(form)
  if (!head.success) return unread('unexpected_shape')
  const read = readers.get(head.data.type)
  if (!read) return { ok: true, order: 0, changes: null } as const
  const fired = firedSchema.safeParse(form)
  if (!fired.success) return unread('unexpected_shape')
  const { fired_at: milliseconds } = fired.data
  const changes = read(head.data.data, new Date(milliseconds).toISOString())
  return changes ? ({ ok: true, order: milliseconds / 1_000, changes } as const) : unread('unexpected_shape')
}

/** What a delivery names its object by: nothing in it is personal. */
const idMembers = ['id', 'new_id', 'campaign_id'] as const

function eventIdOf({ type, fired_at, data = {} }: z.output<typeof headSchema>): string {
  const named = idMembers.map((name) => shortId.safeParse(data[name]).data).find((id) => id !== undefined)
  const list = shortId.safeParse(data.list_id)
  const fired = firedAt.safeParse(fired_at)
  const at = fired.success ? new Date(fired.data).toISOString().slice(0, 19) : ''
  return [type, list.data ?? '', named ?? '', at].join(':')
}

export const webhook: WebhookAdapter = {
  verify: verifyMailchimp,
  isOfOneAccount: true,

  describe(rawBody): Description {
    const form: Form | undefined = parseForm(rawBody)
    if (!form) return unread('not_json')
    const head = headSchema.safeParse(form)
    if (!head.success) return unread('unexpected_shape')
    const list = shortId.safeParse(head.data.data?.list_id)
    return {
      ok: true,
      eventId: eventIdOf(head.data),
      isShared: true,
      eventType: head.data.type,
      accountId: list.data ?? null,
    }
  },

  read(rawBody): Reading {
    const read = readDelivery(rawBody)
    if (!read.ok) return read
    if (!read.changes) return { ok: true, notices: [], ignored: 'unknown_type' }
    const notices = read.changes.map(
      ({ operation, sourceId, rank }): Notice => ({
        entity: 'contact',
        operation,
        sourceId,
        accountId: null,
        order: read.order,
        typeRank: rank,
        objectVersion: null,
        requestKey: null,
        externalRef: null,
      }),
    )
    return { ok: true, notices, ignored: null }
  },

  record(rawBody, entity, sourceId) {
    const read = readDelivery(rawBody)
    if (entity !== 'contact' || !read.ok || !read.changes) return null
    const [first, ...others] = read.changes
    const wanted = sourceId === undefined ? others.length === 0 && first : read.changes.find(of(sourceId))
    return wanted ? wanted.record : null
  },
}

const of = (sourceId: string) => (change: Change) => change.sourceId === sourceId
