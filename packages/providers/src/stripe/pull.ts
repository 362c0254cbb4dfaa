import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord } from '@syncline/domain/record'
import type Stripe from 'stripe'
import { malformed } from '../answer.ts'
import type { HttpOutcome } from '../http.ts'
import type { Access, Fetched, Manifest, Page, PullAdapter } from '../provider.ts'
import { createChanges } from './changes.ts'
import { ask, failureIn } from './client.ts'
import { objectId } from './id.ts'
import { idSchema, listSchema, pageLimit, secondsOf } from './list.ts'
import { readObject } from './objects.ts'

type List = (
  stripe: Stripe,
  params: { limit: number; starting_after?: string; created?: { gte: number } },
  options: Stripe.RequestOptions,
) => Promise<unknown>
type Get = (stripe: Stripe, id: string, options: Stripe.RequestOptions) => Promise<unknown>

interface Source {
  /** One after the other. */
  readonly lists: readonly List[]
  readonly get: Get
}

const sources = {
  customer: {
    lists: [(stripe, params, options) => stripe.customers.list(params, options)],
    get: (stripe, id, options) => stripe.customers.retrieve(id, {}, options),
  },
  transaction: {
    lists: [
      (stripe, params, options) => stripe.paymentIntents.list(params, options),
      (stripe, params, options) => stripe.charges.list(params, options),
      (stripe, params, options) => stripe.refunds.list(params, options),
    ],
    get: getTransaction,
  },
  invoice: {
    lists: [(stripe, params, options) => stripe.invoices.list(params, options)],
    get: (stripe, id, options) => stripe.invoices.retrieve(id, {}, options),
  },
  subscription: {
    // Unasked, Stripe leaves out those that have ended.
    lists: [(stripe, params, options) => stripe.subscriptions.list({ ...params, status: 'all' }, options)],
    get: (stripe, id, options) => stripe.subscriptions.retrieve(id, {}, options),
  },
} satisfies Partial<Record<Entity, Source>>

/** Three kinds of object are transactions; their ids say which. Refunds of some methods are `pyr_…`, charges `py_…`. */
function getTransaction(stripe: Stripe, id: string, options: Stripe.RequestOptions): Promise<unknown> {
  if (id.startsWith('pi_')) return stripe.paymentIntents.retrieve(id, {}, options)
  if (id.startsWith('re_') || id.startsWith('pyr_')) return stripe.refunds.retrieve(id, {}, options)
  return stripe.charges.retrieve(id, {}, options)
}

/** Which of the lists, and behind which of its objects. */
const cursorPattern = /^(\d):([A-Za-z0-9_-]{0,255})$/

export function createPull(entity: keyof typeof sources, limits: Manifest['limits']): PullAdapter {
  const { lists, get }: Source = sources[entity]
  const changes = createChanges(entity, limits)

  /** All there is, list by list; Stripe can only be asked for what was made since. */
  async function walk(cursor: string | null, madeSince: Date | null, access: Access): Promise<Page> {
    const [, step = '0', after = ''] = cursorPattern.exec(cursor ?? '0:') ?? []
    const list = lists[Number(step)]
    if (!list) return { ok: true, records: [], unreadable: 0, cursor: null }
    const params = {
      limit: pageLimit,
      ...(after === '' ? {} : { starting_after: after }),
      ...(madeSince ? { created: { gte: secondsOf(madeSince) } } : {}),
    }
    const asked = await ask(access, null, limits, (stripe, options) => list(stripe, params, options))
    if (!asked.ok) return failureIn(asked)
    const read = listSchema.safeParse(asked.answer)
    if (!read.success) return malformed
    const { data, has_more: hasMore } = read.data
    const last = idSchema.safeParse(data.at(-1))
    const hasNext = hasMore && last.success
    const next = hasNext ? `${step}:${last.data.id}` : `${Number(step) + 1}:`
    return {
      ok: true,
      ...recordsIn(data, entity),
      cursor: hasNext || Number(step) + 1 < lists.length ? next : null,
    }
  }

  return {
    /** Since a moment of the last weeks by Stripe's events; else, and where the key may not read those, all there is. */
    async page(cursor, changedSince, access): Promise<Page> {
      if (changedSince && changes.reaches(cursor, changedSince, access)) {
        const told = await changes.page(cursor, changedSince, access)
        if (told.ok || told.code !== 'PROVIDER_FORBIDDEN') return told
      }
      return walk(cursor, null, access)
    },

    pageMadeSince: walk,

    async one(sourceId, accountId, access): Promise<Fetched> {
      const nothing = { ok: true, record: null, objectVersion: null, changedAt: null } as const
      if (!objectId.safeParse(sourceId).success) return { ...nothing, order: secondsOf(access.now()) }
      const asked = await ask(access, accountId, limits, (stripe, options) => get(stripe, sourceId, options))
      if (!asked.ok) return failureIn(asked)
      const order = orderOf(asked.outcome, access)
      if (asked.answer === null) return { ...nothing, order }
      const reading = readObject(asked.answer, null)
      if (reading.kind === 'covered') return { ...nothing, order }
      if (reading.kind !== 'record' || reading.record.sourceId !== sourceId) return malformed
      return { ok: true, record: reading.record, order, objectVersion: null, changedAt: null }
    },
  }
}

function recordsIn(data: readonly unknown[], entity: Entity) {
  const records: CanonicalRecord[] = []
  let unreadable = 0
  for (const object of data) {
    const reading = readObject(object, null)
    if (reading.kind === 'record' && reading.record.entity === entity) records.push(reading.record)
    else if (reading.kind !== 'covered') unreadable += 1
  }
  return { records, unreadable }
}

/**
 * Objects of Stripe's carry no time of their last change. What is read now is newer than every event before now, by
 * Stripe's own clock where the answer tells it.
 */
function orderOf(outcome: Extract<HttpOutcome, { kind: 'answered' }>, access: Access): number {
  const saidMs = Date.parse(outcome.headers.date ?? '')
  return Number.isNaN(saidMs) ? secondsOf(access.now()) : Math.floor(saidMs / 1_000)
}
