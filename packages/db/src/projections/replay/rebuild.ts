import pg from 'pg'
import { connectOwner } from '../../pool/index.ts'
import { type ProjectionName, projectionTables } from '../advance.ts'
import { digestOf, readShape, type Shape } from './shape.ts'

/** The new tables of one projection, on a session as the owner. Where it stands is kept in the database alone. */
export interface Rebuild {
  /** Position that a killed replay had reached; null when this one begins at zero. */
  readonly resumedFrom: number | null
  /** How far the new tables are folded. */
  readonly position: number
  /** How far the live tables are folded: as far as the new ones can go. */
  livePosition(): Promise<number>
  /** Folds one window, up to `upto` at most. */
  advance(upto: number, windowEvents: number): Promise<void>
  /**
   * Makes the readers' indexes that are still missing, and what planners and index-only scans need.
   * @param lanes sessions that make indexes at once
   */
  finishTables(lanes: number): Promise<void>
  /** Whether tables and functions are what this rebuild began with. */
  isCurrent(): Promise<boolean>
  /** Takes the new tables away. */
  discard(): Promise<void>
}

/** @param url of the server itself, for more sessions as the owner */
export async function openRebuild(
  client: pg.ClientBase,
  url: string,
  name: ProjectionName,
): Promise<Rebuild> {
  const tables: readonly string[] = projectionTables[name]
  const readShapes = async () => {
    const shapes: Shape[] = []
    for (const table of tables) shapes.push(await readShape(client, table))
    return shapes
  }
  const shapes = await readShapes()
  const digest = await digestOf(client, shapes)
  const position = async (from: 'consumer' | 'rebuild') => {
    const { rows } = await client.query<{ position: number; digest?: string }>(
      from === 'consumer'
        ? 'select position from coordination.consumer where name = $1 and shard = 0'
        : 'select position, digest from coordination.rebuild where projection = $1',
      [name],
    )
    return rows[0]
  }

  const dropped = `drop table if exists ${tables.map((table) => `rebuild.${pg.escapeIdentifier(table)}`).join(', ')};
    delete from coordination.rebuild where projection = ${pg.escapeLiteral(name)}`
  const begun = await position('rebuild')
  const resumed = begun?.digest === digest
  if (!resumed)
    // One text of several statements is one transaction: the tables are there whole, or not at all.
    await client.query(
      [
        dropped,
        ...shapes.flatMap((shape) => shape.table),
        `insert into coordination.rebuild (projection, digest) values (${pg.escapeLiteral(name)}, ${pg.escapeLiteral(digest)})`,
      ].join(';\n'),
    )

  let reached = resumed ? (begun?.position ?? 0) : 0
  return {
    resumedFrom: resumed ? reached : null,
    get position() {
      return reached
    },
    livePosition: async () => (await position('consumer'))?.position ?? 0,
    async advance(upto, windowEvents) {
      const { rows } = await client.query<{ reached: number }>(
        'select read.advance_rebuild($1, $2, $3) as reached',
        [name, upto, windowEvents],
      )
      reached = rows[0]?.reached ?? reached
    },
    async finishTables(lanes) {
      const missing: string[] = []
      for (const { indexes } of shapes)
        for (const [index, statement] of indexes) {
          const { rows } = await client.query<{ there: boolean }>(
            'select to_regclass($1) is not null as there',
            [`rebuild.${pg.escapeIdentifier(index)}`],
          )
          if (!rows[0]?.there) missing.push(statement)
        }
      await together(lanes, url, `syncline replay ${name}`, missing)
      for (const table of tables) await client.query(`vacuum (analyze) rebuild.${pg.escapeIdentifier(table)}`)
    },
    isCurrent: async () => (await digestOf(client, await readShapes())) === digest,
    discard: async () => void (await client.query(dropped)),
  }
}

/** Runs statements that do not mind each other, each in a transaction of its own. */
async function together(
  lanes: number,
  url: string,
  applicationName: string,
  statements: readonly string[],
): Promise<void> {
  const left = [...statements]
  const lane = async () => {
    const first = left.shift()
    if (first === undefined) return
    const session = await connectOwner(url, applicationName, {
      maintenance_work_mem: '128MB',
      // What a crash takes along is made again by the next run.
      synchronous_commit: 'off',
    })
    try {
      for (let next: string | undefined = first; next !== undefined; next = left.shift())
        await session.query(next)
    } finally {
      await session.end()
    }
  }
  const all = await Promise.allSettled(Array.from({ length: lanes }, lane))
  for (const ended of all) if (ended.status === 'rejected') throw ended.reason
}
