import { type CallOptions, type ClientSettings, call } from './call.ts'
import { operations, type SynclineClient } from './generated/index.ts'

export { type CallOptions, type ClientSettings, SynclineError } from './call.ts'
export type * from './generated/index.ts'

type Method = (input?: Readonly<Record<string, unknown>>, options?: CallOptions) => Promise<unknown>

/**
 * Everything Syncline's API offers, with types: `client.sync.list({ faces: ['failed'] })`. Lists go on with
 * `cursor: page.nextCursor`. Refusals are thrown as SynclineError.
 */
export function createSynclineClient(settings: ClientSettings): SynclineClient {
  const nouns: Record<string, Record<string, Method>> = {}
  for (const [name, operation] of Object.entries(operations)) {
    const [noun, verb] = name.split('.') as [string, string]
    nouns[noun] ??= {}
    nouns[noun][verb] = (input, options) => call(settings, operation, input, options)
  }
  return nouns as unknown as SynclineClient
}

/**
 * All rows of a list, page by page: `for await (const sync of pages((cursor) => client.sync.list({ cursor })))`. A cursor
 * is passed on as the list gave it.
 */
export async function* pages<Row, Cursor extends string | number>(
  page: (cursor?: Cursor) => Promise<{ readonly rows: readonly Row[]; readonly nextCursor: Cursor | null }>,
): AsyncGenerator<Row> {
  let answer = await page()
  for (;;) {
    yield* answer.rows
    if (answer.nextCursor === null) return
    answer = await page(answer.nextCursor)
  }
}
