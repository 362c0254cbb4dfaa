import { randomUUID } from 'node:crypto'
import { type Actor, streamName } from '@syncline/domain/event'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAppender, readStream } from '../log/index.ts'
import { createPool, readOrganization } from '../pool/index.ts'
import { appendHistories } from '../projections/histories.fixture.ts'
import { syncHistory } from '../projections/sync-histories.fixture.ts'
import { createTestDatabase } from '../testing/index.ts'
import { toEntries } from './timeline.ts'

const organization = randomUUID()
let database: { url: string; drop(): Promise<void> }
let app: pg.Pool
let syncId: string

beforeAll(async () => {
  database = await createTestDatabase()
  app = createPool({ url: database.url, role: 'syncline_app', max: 2, applicationName: 'test timeline' })
  const appender = createAppender({ url: database.url, role: 'syncline_app' })
  const start = {
    type: 'start',
    idempotencyBase: 'id',
    sealedOperation: 'sealed:v1:o1:AAAA',
    worker: 'w',
  } as const
  const history = syncHistory([() => start])
  await appendHistories(appender, [organization], 'sync', [history])
  await appender.close()
  const { rows } = await readOrganization(app, organization, (tx) => tx.query('select stream from log.head'))
  syncId = rows[0].stream.slice('sync-'.length)
})
afterAll(async () => {
  await app.end()
  await database.drop()
})

const read = (as: string, noun: 'sync' | 'delivery', id: string) =>
  readOrganization(app, as, async (tx) => {
    const namesOf = async (actors: readonly Actor[]) =>
      new Map(actors.map((actor) => [actor, `Name of ${actor}`]))
    return toEntries({ namesOf }, await readStream(tx, organization, streamName(noun, id)))
  })

it('tells what happened in order, by whom, and leaves no trace of what is sealed', async () => {
  const entries = await read(organization, 'sync', syncId)
  expect(entries.map(({ type }) => type)).toEqual(['SyncRequested', 'SyncStarted'])
  expect(entries[1]).toMatchObject({
    by: { actor: 'user:p', name: 'Name of user:p' },
    data: { try: 1, operation: '(sealed)' },
  })
  expect(JSON.stringify(entries)).not.toContain('sealed:')
})

it('is empty for what is not there, and for what is another organization’s', async () => {
  expect(await read(organization, 'delivery', syncId)).toEqual([])
  expect(await read(randomUUID(), 'sync', syncId)).toEqual([])
})
