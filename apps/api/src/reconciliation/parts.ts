import { readOrganization, withOrganization } from '@syncline/db/pool'
import {
  moveTurn,
  type NewestSync,
  newestOf,
  nextUnseen,
  noteSeen,
  reconciliationSides,
  type Turn,
  walkStart,
} from '@syncline/db/reconciliation'
import {
  compare,
  type Found,
  judge,
  type Ours,
  type Pair,
  type Part,
  type Reconciliation,
} from '@syncline/domain/reconciliation'
import { type OpenDeps, openOurs } from './open-ours.ts'
import { NotNow, type ReadDeps, readProvider } from './read-provider.ts'

export interface PartDeps extends ReadDeps, OpenDeps {
  /** Between two pages it may be told to stop. */
  readonly stopping: AbortSignal
}

export type Running = Extract<Reconciliation, { status: 'running' }>

/** A part ends after so many pages, or so many discrepancies: what a killed worker has to do again. */
const maxPages = 50
const maxFound = 200
const walkedAtOnce = 200
/** How long a turn is kept between two signs of life. */
export const leaseMs = 60_000
/** What was changed shortly before the range may have happened in it by another clock. */
const marginMs = 86_400_000

/** A part, or as much of one as the provider let itself be read. */
export interface PartDone {
  readonly part: Part
  readonly last: boolean
  /** Why it ended early; null where it did not. */
  readonly held: NotNow | null
}

interface Course {
  readonly deps: PartDeps
  readonly turn: Turn
  readonly state: Running
  /** Objects that this part has brought: one that changes meanwhile comes on a later page again. */
  readonly brought: Set<string>
  tally: Part['tally']
  readonly found: Found[]
}

/**
 * Compares the next part of one reconciliation: the provider's pages first, then what only the hub has. In memory there is
 * never more than a page of each side.
 */
export async function nextPart(deps: PartDeps, turn: Turn, state: Running): Promise<PartDone> {
  const course: Course = { deps, turn, state, brought: new Set(), tally: state.tally, found: [] }
  const step = state.phase === 'theirs' ? nextPage : nextWalk
  let { cursor } = state
  let held: NotNow | null = null
  for (let pages = 0; pages < maxPages && course.found.length < maxFound; pages++) {
    if (deps.stopping.aborted) break
    try {
      cursor = await step(course, cursor)
    } catch (error) {
      if (!(error instanceof NotNow)) throw error
      held = error
      break
    }
    if (cursor === null) return ended(course)
    await withOrganization(deps.pool, turn.organizationId, (tx) => moveTurn(tx, turn, leaseMs))
  }
  return { part: partOf(course, state.phase, cursor), last: false, held }
}

const partOf = ({ tally, found }: Course, phase: Part['phase'], cursor: string | null): Part => ({
  phase,
  cursor,
  tally,
  found,
})

const ended = (course: Course): PartDone => ({
  part: partOf(course, 'ours', null),
  last: course.state.phase === 'ours',
  held: null,
})

/** @returns where the next page begins; null after the last */
async function nextPage(course: Course, cursor: string | null): Promise<string | null> {
  const { deps, turn, state } = course
  const { organizationId } = turn
  const { connectionId, entity, from } = state.request
  const since = new Date(Date.parse(from) - marginMs)
  const page = await readProvider(deps, organizationId, state.request, (pull, access) =>
    pull.pageMadeSince ? pull.pageMadeSince(cursor, since, access) : pull.page(cursor, since, access),
  )
  // A page that leads to itself would be read for ever.
  if (page.cursor !== null && page.cursor === cursor)
    throw new NotNow({ code: 'PROVIDER_MALFORMED_RESPONSE', retryable: false, retryAfterMs: 0 })
  const ids = page.records.map(({ sourceId }) => sourceId)
  const { fresh, known } = await withOrganization(deps.pool, organizationId, async (tx) => {
    const fresh = await noteSeen(tx, turn, ids, state.parts)
    const { targets } = await reconciliationSides(tx, organizationId, state.request)
    const known = await newestOf(tx, organizationId, { connectionId, entity }, targets, [...fresh])
    return { fresh, known }
  })
  const ours = await oursBy(course, known)
  const pairs = page.records
    .filter(({ sourceId }) => fresh.has(sourceId) && !course.brought.has(sourceId))
    .map((theirs) => ({ ours: ours.get(theirs.sourceId) ?? null, theirs, externalId: theirs.sourceId }))
  take(course, pairs)
  for (const id of ids) course.brought.add(id)
  const { counts } = course.tally
  course.tally = {
    ...course.tally,
    counts: { ...counts, unreadable: counts.unreadable + page.unreadable },
  }
  return page.cursor
}

async function oursBy(
  { deps, turn, state }: Course,
  known: readonly NewestSync[],
): Promise<ReadonlyMap<string, Ours>> {
  const opened = await openOurs(deps, turn.organizationId, state.request.connectionId, known)
  return new Map(opened.map(({ sync, ours }) => [sync.externalId ?? '', ours]))
}

function take(course: Course, pairs: readonly Pair[]): void {
  const { tally, found } = compare(course.tally, pairs, course.state.request)
  course.tally = tally
  course.found.push(...found)
}

/** Which way it goes through what the hub has, and after which record. */
interface Place {
  readonly way: number
  readonly after: readonly [string, string]
}
const readPlace = (cursor: string | null): Place =>
  cursor === null ? { way: 0, after: walkStart } : (JSON.parse(cursor) as Place)

/** @returns where the next records begin; null after the last */
async function nextWalk(course: Course, cursor: string | null): Promise<string | null> {
  const { deps, turn, state } = course
  const { connectionId, entity, from } = state.request
  const place = readPlace(cursor)
  const since = new Date(Date.parse(from) - marginMs)
  const { ways, walked } = await readOrganization(deps.pool, turn.organizationId, async (tx) => {
    const { isTarget, targets } = await reconciliationSides(tx, turn.organizationId, state.request)
    const ways = [...(isTarget ? [connectionId] : []), ...targets]
    const targetId = ways[place.way]
    const walk = { connectionId, entity, after: place.after, since, part: state.parts, limit: walkedAtOnce }
    return { ways, walked: targetId ? await nextUnseen(tx, turn, { ...walk, targetId }) : null }
  })
  if (walked === null) return null
  await compareUnseen(course, walked.unseen)
  const next: Place = walked.after
    ? { way: place.way, after: walked.after }
    : { way: place.way + 1, after: walkStart }
  return next.way < ways.length ? JSON.stringify(next) : null
}

/** Asks for each by its id before it is said to be missing: a page may have missed what was changed meanwhile. */
async function compareUnseen(course: Course, unseen: readonly NewestSync[]): Promise<void> {
  const { deps, turn, state, brought } = course
  const opened = await openOurs(deps, turn.organizationId, state.request.connectionId, unseen)
  const pairs: Pair[] = []
  for (const { sync, ours } of opened) {
    const { externalId } = sync
    const alone: Pair = { ours, theirs: null, externalId }
    const isMissing = judge(alone, state.request) === 'missing_there'
    const theirs = isMissing && externalId !== null ? await askFor(course, externalId) : null
    pairs.push({ ...alone, theirs })
  }
  // Not before all were asked for: what is asked for again was not seen yet.
  const ids = pairs.flatMap(({ externalId }) => externalId ?? [])
  const fresh = await withOrganization(deps.pool, turn.organizationId, (tx) =>
    noteSeen(tx, turn, ids, state.parts),
  )
  for (const pair of pairs) {
    const { externalId } = pair
    if (externalId !== null && (!fresh.has(externalId) || brought.has(externalId))) continue
    if (externalId !== null) brought.add(externalId)
    take(course, [pair])
  }
}

async function askFor({ deps, turn, state }: Course, externalId: string) {
  const { record } = await readProvider(deps, turn.organizationId, state.request, (pull, access) =>
    pull.one(externalId, null, access),
  )
  return record
}
