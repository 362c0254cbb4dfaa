import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { organizationKeys } from '../../packages/db/src/custody/organization-keys.ts'
import { createSubjectDirectory } from '../../packages/db/src/custody/subject-keys.ts'
import { migrate } from '../../packages/db/src/migrations/index.ts'
import { createPool, withOrganization } from '../../packages/db/src/pool/index.ts'
import { countSyncs, listSyncs, type SyncReader } from '../../packages/db/src/queries/syncs.ts'
import type { Placed } from '../../packages/db/src/queries/venue.ts'
import type { SyncFilter, SyncListInput } from '../../packages/domain/src/view/index.ts'
import { type Bench, count, type Figure } from './figures.ts'
import { fillList, middle, ranges, values } from './lists-rows.ts'
import { organizationId } from './sample.ts'

const rows = 1_000_000
const runs = 20
const mostMs = 50
const limit = 50

type Filter = Placed<SyncFilter>
type Question = 'first page' | 'page in the middle' | 'page back' | 'counts'
const cursors: Readonly<Record<Exclude<Question, 'counts'>, SyncListInput['cursor']>> = {
  'first page': undefined,
  'page in the middle': { position: middle(rows), go: 'older' },
  'page back': { position: middle(rows), go: 'newer' },
}
const keys = organizationKeys(
  organizationId,
  [{ version: 1, master: randomBytes(32), sealsNow: true }],
  createSubjectDirectory(),
)
const questions: readonly Question[] = ['first page', 'page in the middle', 'page back', 'counts']

/** Every filter that the list of syncs offers, alone and together, over a million syncs of one organization. */
export const figures: Bench = async ({ server, progress }) => {
  const url = await server.createDatabase('lists')
  await migrate(url)
  progress(`lists: filling ${rows} rows`)
  await fillList(url, rows)
  await server.settle(url)
  const pool = createPool({ url, role: 'syncline_app', max: 1, applicationName: 'bench' })
  try {
    const worst = new Map<string, number>()
    for (const filter of combinations()) {
      const name = ['face', 'connection', 'venue', 'entity', 'time', 'conflicts', 'error']
        .filter((_, at) => partsOf(filter)[at])
        .join(' + ')
      for (const question of questions) {
        const { p95Ms, blocks, plan } = await ask(pool, filter, question)
        const figure = `${name || 'no filter'}: ${question}, p95 ms`
        worst.set(figure, Math.max(worst.get(figure) ?? 0, p95Ms))
        const cost = `${p95Ms.toFixed(1).padStart(7)} ms ${String(blocks).padStart(6)} blocks`
        progress(`${cost}  ${question}  ${JSON.stringify(filter)}  ${plan}`)
      }
    }
    return [...worst].map(([figure, p95Ms]): Figure => count(figure, p95Ms, mostMs))
  } finally {
    await pool.end()
  }
}

const partsOf = ({ faces, connectionId, connectionIds, entity, from, hold, code }: Filter) => [
  faces,
  connectionId,
  connectionIds,
  entity,
  from,
  hold,
  code,
]

/** Each filter off, or at each of its values; all of them together. Conflicts and errors have faces of their own. */
function combinations(): readonly Filter[] {
  const faces = [{}, ...values.faces.map((face) => ({ faces: [face] })), { faces: [...values.faces] }]
  const connections = [
    {},
    ...values.connectionId.map((connectionId) => ({ connectionId })),
    // A venue has become its connections before the list is asked.
    ...values.venue.map((connectionIds) => ({ connectionIds })),
  ]
  const entities = [{}, ...values.entity.map((entity) => ({ entity }))]
  const times = [{}, ...ranges(rows)]
  const errors = values.code.map((code) => ({ code }))
  return [...faces, { hold: 'conflict' as const }, ...errors].flatMap((face) =>
    connections.flatMap((connection) =>
      entities.flatMap((entity) => times.map((time) => ({ ...face, ...connection, ...entity, ...time }))),
    ),
  )
}

/** Asks so many times, each in a transaction of its own as the API does, and once for the plan. */
async function ask(
  pool: pg.Pool,
  filter: Filter,
  question: Question,
): Promise<{ p95Ms: number; blocks: number; plan: string }> {
  const took: number[] = []
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now()
    await withOrganization(pool, organizationId, (tx) => answer(tx, filter, question))
    took.push(performance.now() - startedAt)
  }
  const read = await withOrganization(pool, organizationId, (tx) => planOf(tx, filter, question))
  took.sort((one, other) => one - other)
  return { p95Ms: took[Math.ceil(took.length * 0.95) - 1] as number, ...read }
}

async function answer(tx: pg.ClientBase, filter: Filter, question: Question): Promise<unknown> {
  if (question === 'counts') return countSyncs(tx, organizationId, filter)
  // No row has a sealed name or was set aside by a person: nothing is opened and nobody looked up.
  const reader: SyncReader = { tx, organizationId, keys, namesOf: async () => new Map() }
  return listSyncs(reader, { filter, cursor: cursors[question], limit })
}

/**
 * The indexes of the list that the plan reads, whether it reads the table as a whole, and how many blocks (8 kB) it
 * touches, which no other work on the machine changes.
 */
async function planOf(
  tx: pg.ClientBase,
  filter: Filter,
  question: Question,
): Promise<{ plan: string; blocks: number }> {
  let plan = ''
  const explaining = {
    async query(text: string, parameters: unknown[]) {
      const { rows: lines } = await tx.query(`explain (analyze, buffers, timing off) ${text}`, parameters)
      plan = lines.map((line) => String(line['QUERY PLAN'])).join('\n')
      return { rows: [] }
    },
  } as unknown as pg.ClientBase
  await answer(explaining, filter, question)
  const read = plan.match(/Seq Scan on sync_status|sync_status_\w+/g) ?? []
  const touched = [...(plan.match(/Buffers: shared.*/)?.[0] ?? '').matchAll(/(?:hit|read)=(\d+)/g)]
  const blocks = touched.reduce((sum, [, count]) => sum + Number(count), 0)
  return { plan: [...new Set(read)].join(', '), blocks }
}
