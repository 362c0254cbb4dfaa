import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { malformed } from '../answer.ts'
import type { Access, Manifest, Page } from '../provider.ts'
import { ask, failureIn } from './client.ts'
import { idSchema, listSchema, pageLimit, secondsOf } from './list.ts'
import { readersOf } from './objects.ts'
import { routes } from './routes.ts'

/** Stripe keeps events for thirty days; a day less leaves room for clocks and for a run that takes its time. */
const lookBackMs = 29 * 24 * 3_600_000
/** Stripe takes so many types in one question. https://docs.stripe.com/api/events/list */
const maxTypes = 20

const cursorPattern = /^e:([A-Za-z0-9_-]{1,255})$/
const eventSchema = z.object({ type: z.string().max(120), data: z.object({ object: z.unknown() }) })

/** The events that tell of an entity: those that are routed when they come as webhooks. */
export function eventTypesOf(entity: Entity): string[] {
  const readers = readersOf(entity)
  const types = [...routes].flatMap(([type, { read }]) => (readers.includes(read) ? [type] : []))
  if (types.length === 0 || types.length > maxTypes) throw new Error(`${types.length} types of ${entity}`)
  return types
}

/** What changed lately, of whatever age it is: lists go by creation, so it is read from Stripe's events. */
export function createChanges(entity: Entity, limits: Manifest['limits']) {
  const types = eventTypesOf(entity)
  return {
    /** Whether events are where to read on: a run that went another way goes on there. */
    reaches: (cursor: string | null, since: Date, access: Access): boolean =>
      (cursor === null || cursorPattern.test(cursor)) &&
      access.now().getTime() - since.getTime() < lookBackMs,

    async page(cursor: string | null, since: Date, access: Access): Promise<Page> {
      const after = cursorPattern.exec(cursor ?? '')?.[1]
      const params = {
        limit: pageLimit,
        types,
        created: { gte: secondsOf(since) },
        ...(after !== undefined && { starting_after: after }),
      }
      const asked = await ask(access, null, limits, (stripe, options) => stripe.events.list(params, options))
      if (!asked.ok) return failureIn(asked)
      const read = listSchema.safeParse(asked.answer)
      if (!read.success) return malformed
      const { data, has_more: hasMore } = read.data
      const last = idSchema.safeParse(data.at(-1))
      return {
        ok: true,
        ...toldBy(data, entity),
        cursor: hasMore && last.success ? `e:${last.data.id}` : null,
      }
    },
  }
}

/** Events come newest first: the first of an object tells it as it is. What an older page says of it is older. */
function toldBy(events: readonly unknown[], entity: Entity) {
  const records = new Map<string, CanonicalRecord>()
  let unreadable = 0
  for (const value of events) {
    const event = eventSchema.safeParse(value)
    const route = event.success ? routes.get(event.data.type) : undefined
    const reading = event.success ? route?.read(event.data.data.object, event.data.type) : undefined
    if (reading?.kind === 'covered') continue
    if (reading?.kind !== 'record' || reading.record.entity !== entity) unreadable += 1
    else if (!records.has(reading.record.sourceId)) records.set(reading.record.sourceId, reading.record)
  }
  return { records: [...records.values()], unreadable }
}
