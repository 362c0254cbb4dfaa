import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { OpenContender } from '../contender.ts'
import { plainColumns, plainTable, plainValues } from './plain-table.ts'

const copy = `copy event (${plainColumns}) from stdin`

/**
 * The floor: rows go into a plain table by COPY, everything that waits in one commit. It checks nothing, so it says
 * what the rest of an append costs.
 */
export const open: OpenContender = async ({ url }) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(plainTable)
  let waiting: { line: string; resolve: (tries: number) => void; reject: (error: unknown) => void }[] = []
  let running = false

  async function run(): Promise<void> {
    running = true
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      const stream = client.query(copyFrom(copy))
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      stream.on('finish', resolve).on('error', reject)
      stream.end(batch.map(({ line }) => line).join(''))
      await promise.then(
        () => batch.forEach(({ resolve }) => resolve(1)),
        (error: unknown) => batch.forEach(({ reject }) => reject(error)),
      )
    }
    running = false
  }

  return {
    once: () =>
      new Promise((resolve, reject) => {
        waiting.push({ line: `${plainValues().join('\t')}\n`, resolve, reject })
        if (!running) void run()
      }),
    close: () => client.end(),
  }
}
