import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { malformed } from '../answer.ts'
import type { Access, Fetched, Manifest, Page, PullAdapter, PullFailure } from '../provider.ts'
import { type Asked, ask } from './client.ts'
import { type ObjectReader, orderOf } from './object.ts'
import type { Source } from './sources.ts'
import { objectId } from './wire.ts'

const pageLimit = 100
const maxCursorLength = 2_000
const cursorSchema = z.object({
  /** Which of the sources. */
  step: z.int().min(0).max(9),
  /** The first of the locations that are asked about; null from the first. */
  place: objectId.nullable(),
  /** Square's own cursor. */
  after: z.string().max(maxCursorLength).nullable(),
})
type Cursor = z.output<typeof cursorSchema>

const answerSchema = z.looseObject({ cursor: z.string().max(maxCursorLength).nullish() })
const itemsSchema = z.array(z.unknown()).max(1_000)
const locationsSchema = z.object({
  locations: z
    .array(z.object({ id: objectId }))
    .max(5_000)
    .default([]),
})

/** @param sources kinds of object that are one kind of record, listed one after the other */
export function createPull(
  entity: Entity,
  sources: readonly [Source, ...Source[]],
  limits: Manifest['limits'],
): PullAdapter {
  return {
    async page(cursor, changedSince, access): Promise<Page> {
      const at = readCursor(cursor)
      const source = sources[at.step]
      if (!source) return { ok: true, records: [], unreadable: 0, cursor: null }
      const places = await placesOf(source, at, access, limits)
      if (!places.ok) return places
      const { locationIds, nextPlace } = places
      const isAbout = belongsTo(access)
      const question = { limit: pageLimit, cursor: at.after, changedSince, locationIds }
      const asked = await ask(access, limits, (square) => source.list(square, question))
      if (!asked.ok) return failureIn(asked)
      const answer = answerSchema.safeParse(asked.answer)
      // Of nothing the list itself is left out.
      const items = itemsSchema.safeParse(answer.data?.[source.plural] ?? [])
      if (!answer.success || !items.success) return malformed
      const after = answer.data.cursor || null
      const steps: readonly (Cursor | null)[] = [
        after === null ? null : { ...at, after },
        nextPlace === null ? null : { ...at, place: nextPlace, after: null },
        at.step + 1 === sources.length ? null : { step: at.step + 1, place: null, after: null },
      ]
      const next = steps.find((step) => step !== null)
      return {
        ok: true,
        ...recordsIn(items.data, source.read, entity, isAbout),
        cursor: next ? JSON.stringify(next) : null,
      }
    },

    async one(sourceId, _accountId, access): Promise<Fetched> {
      const nothing = { ok: true, record: null, order: 0, objectVersion: null, changedAt: null } as const
      for (const source of sources) {
        if (!source.holds(sourceId)) continue
        const asked = await ask(access, limits, (square) => source.get(square, sourceId))
        if (!asked.ok) return failureIn(asked)
        const object = source.objectIn(asked.answer)
        if (object === null) continue
        const read = source.read(object, false)
        if (!read || read.record.sourceId !== sourceId || read.record.entity !== entity) return malformed
        const { record, version, changedAt } = read
        const order = orderOf(version, changedAt ?? access.now().toISOString())
        return { ok: true, record, order, objectVersion: version, changedAt }
      }
      return nothing
    },
  }
}

/** The beginning where there is none, or none of ours. */
function readCursor(cursor: string | null): Cursor {
  const beginning = { step: 0, place: null, after: null }
  if (cursor === null) return beginning
  try {
    return cursorSchema.parse(JSON.parse(cursor))
  } catch {
    return beginning
  }
}

/** The locations one question is about, where it has to name them, and the first of those that come after. */
async function placesOf(source: Source, at: Cursor, access: Access, limits: Manifest['limits']) {
  const chosen = access.choices?.location?.id
  const named = chosen === undefined ? [] : [chosen]
  if (source.locationsAtOnce === 0 || chosen !== undefined)
    return { ok: true, locationIds: named, nextPlace: null } as const
  const asked = await ask(access, limits, (square) => square.locations.list())
  if (!asked.ok) return failureIn(asked)
  const read = locationsSchema.safeParse(asked.answer)
  if (!read.success) return malformed
  const ids = read.data.locations.map(({ id }) => id)
  const from = at.place === null ? 0 : Math.max(0, ids.indexOf(at.place))
  const to = from + source.locationsAtOnce
  return { ok: true, locationIds: ids.slice(from, to), nextPlace: ids[to] ?? null } as const
}

/** Not every list can be asked of one location alone. */
const belongsTo =
  ({ choices }: Access) =>
  (place: string | null) =>
    choices?.location === undefined || place === null || place === choices.location.id

function recordsIn(
  items: readonly unknown[],
  read: ObjectReader,
  entity: Entity,
  isAbout: (place: string | null) => boolean,
) {
  const readings = items
    .map((item) => read(item, false))
    .filter((reading) => reading?.record.entity === entity)
  const own = readings.filter((reading) => isAbout(reading?.place ?? null))
  const records = own.flatMap((reading): CanonicalRecord[] => (reading ? [reading.record] : []))
  return { records, unreadable: items.length - readings.length }
}

function failureIn({ outcome: _seen, ...failure }: Extract<Asked, { ok: false }>): PullFailure {
  return failure
}
