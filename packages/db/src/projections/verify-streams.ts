import { isDeepStrictEqual } from 'node:util'
import type { RecordedEvent } from '@syncline/domain/event'
import type pg from 'pg'
import { toEvent } from '../log/read.ts'
import type { ProjectionName } from './advance.ts'
import { type Finding, maxFindings } from './finding.ts'

type Row = Readonly<Record<string, unknown>>

/** A projection whose rows each come from one stream, and the domain's fold that says what they must be. */
export interface StreamFold {
  /** Its name, which is its table's too. */
  readonly projection: ProjectionName
  readonly stream: 'sync' | 'delivery' | 'reconciliation' | 'run'
  readonly idColumn: string
  /** Tells the rows of one stream apart, where there are several. */
  readonly keyColumn?: string
  /** The rows that a stream makes, by column. A column that no row names is not compared. */
  rows(events: readonly RecordedEvent[]): readonly Row[]
}

interface Stream {
  readonly organization_id: string
  readonly stream: string
}

/**
 * Compares a table, row by row, with the pure fold of every stream. Streams are read in batches by key, so memory does
 * not grow with the log. Events behind the projection's checkpoint are left out on both sides.
 */
export async function verifyStreams(
  client: pg.ClientBase,
  fold: StreamFold,
): Promise<{ rows: number; findings: Finding[] }> {
  const findings: Finding[] = []
  const upto = await checkpoint(client, fold.projection)
  let after: [string, string] = ['00000000-0000-0000-0000-000000000000', '']
  let compared = 0
  while (findings.length < maxFindings) {
    const { rows: streams } = await client.query<Stream>(
      `select organization_id, stream from log.head
       where stream like $3 and (organization_id, stream) > ($1, $2) order by organization_id, stream limit 1000`,
      [...after, `${fold.stream}-%`],
    )
    const last = streams.at(-1)
    if (!last) break
    after = [last.organization_id, last.stream]
    const batch = await compareBatch(client, fold, streams, upto)
    findings.push(...batch.findings)
    compared += batch.rows
  }
  const { rows } = await client.query<{ n: number }>(`select count(*) as n from read.${fold.projection}`)
  const extra = (rows[0]?.n ?? 0) - compared
  if (extra > 0 && findings.length === 0)
    findings.push({ check: fold.projection, position: null, message: `${extra} rows belong to no stream` })
  return { rows: compared, findings }
}

/** How far a projection has been folded. */
export async function checkpoint(client: pg.ClientBase, projection: ProjectionName): Promise<number> {
  const { rows } = await client.query<{ position: number }>(
    'select position from coordination.consumer where name = $1 and shard = 0',
    [projection],
  )
  return rows[0]?.position ?? 0
}

async function compareBatch(
  client: pg.ClientBase,
  fold: StreamFold,
  streams: readonly Stream[],
  upto: number,
): Promise<{ rows: number; findings: Finding[] }> {
  const values = [streams.map((row) => row.organization_id), streams.map((row) => row.stream)]
  const log = await client.query(
    `select e.* from log.event e join unnest($1::uuid[], $2::text[]) s(o, n) on e.organization_id = s.o and e.stream = s.n
     where e.position <= $3 order by e.position`,
    [...values, upto],
  )
  const table = await client.query<{ stream: string; row: Row }>(
    `select s.n as stream, t.* from read.${fold.projection} t
     join unnest($1::uuid[], $2::text[]) s(o, n)
       on t.organization_id = s.o and t.${fold.idColumn} = substr(s.n, ${fold.stream.length + 2})::uuid`,
    values,
  )
  const events = Map.groupBy(log.rows.map(toEvent), (event) => `${event.organizationId}/${event.stream}`)
  const rows = Map.groupBy(
    table.rows as unknown as (Row & Stream)[],
    (row) => `${row.organization_id}/${row.stream}`,
  )
  const findings = streams.flatMap(({ organization_id, stream }) => {
    const key = `${organization_id}/${stream}`
    const facts = events.get(key) ?? []
    const position = facts.at(-1)?.position ?? null
    return differences(fold, fold.rows(facts), rows.get(key) ?? []).map((difference) => ({
      check: fold.projection,
      position,
      message: `${stream}: ${difference}`,
    }))
  })
  return { rows: table.rows.length, findings }
}

/** What the table has otherwise than the fold, in words, a sentence per row. */
function differences(fold: StreamFold, expected: readonly Row[], found: readonly Row[]): string[] {
  const keyOf = (row: Row) =>
    fold.keyColumn === undefined ? '' : `${fold.keyColumn} ${String(row[fold.keyColumn])} `
  const rest = new Map(found.map((row) => [keyOf(row), row]))
  const sentences: string[] = []
  for (const row of expected) {
    const key = keyOf(row)
    const difference = differs(row, rest.get(key))
    if (difference) sentences.push(`${key}${difference}`)
    rest.delete(key)
  }
  for (const key of rest.keys()) sentences.push(`${key}a row that the log does not say`)
  return sentences
}

function differs(expected: Row, row: Row | undefined): string | null {
  if (!row) return 'the row is missing'
  for (const [column, wanted] of Object.entries(expected)) {
    const value = row[column]
    const found = value instanceof Date ? value.toISOString() : value
    if (!isDeepStrictEqual(found, wanted)) return `${column} is ${told(found)}, the log says ${told(wanted)}`
  }
  return null
}

const told = (value: unknown) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
