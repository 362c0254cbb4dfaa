import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { processesOf, query } from './support.fixture.ts'
import {
  cloneDatabase,
  createTemplate,
  createTestServer,
  dropDatabase,
  type TestServer,
  templateName,
} from './testing.ts'

let server: TestServer
let prepared = 0

beforeAll(async () => {
  server = await createTestServer({
    prepareTemplate: async (url) => {
      prepared += 1
      await query(url, 'create table venue as select 1 as id')
    },
  })
})

afterAll(() => server.stop())

async function directoryOf({ url }: TestServer): Promise<string> {
  const [row] = await query<{ data_directory: string }>(url, 'show data_directory')
  return dirname(row?.data_directory ?? '')
}

describe('a test server', () => {
  test('lends each test file a database of its own, filled once', async () => {
    const [one, other] = await Promise.all([server.cloneDatabase(), server.cloneDatabase()])
    await query(one.url, 'insert into venue values (2)')
    expect(await query(one.url, 'select id from venue order by id')).toEqual([{ id: 1 }, { id: 2 }])
    expect(await query(other.url, 'select id from venue')).toEqual([{ id: 1 }])
    expect(prepared).toBe(1)
  })

  test('drops a database that still has sessions, and one that is gone already', async () => {
    const { url, name, drop } = await server.cloneDatabase()
    const ended = expect(query(url, 'select pg_sleep(600)')).rejects.toThrow()
    await drop()
    await ended
    await drop()
    expect(await query(server.url, `select from pg_database where datname = '${name}'`)).toEqual([])
  })

  test('lets nobody into the template, for one session there would fail every clone', async () => {
    const url = new URL(server.url)
    url.pathname = `/${templateName}`
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '55000' })
  })

  test('can have further templates, and refuses names that a URL or SQL would have to quote', async () => {
    await createTemplate(server.url, 'second', async (url) => void (await query(url, 'create table two ()')))
    const url = await cloneDatabase(server.url, 'second', 'of_the_second')
    expect(await query(url, 'select from two')).toEqual([])
    await dropDatabase(server.url, 'of_the_second')
    for (const name of ['', 'Two', 'a b', 'a"b', '1a', 'a'.repeat(64)]) {
      await expect(cloneDatabase(server.url, 'second', name)).rejects.toMatchObject({ code: 'bad_option' })
    }
  })

  test('leaves neither process nor file when it stops', async () => {
    const other = await createTestServer()
    const directory = await directoryOf(other)
    expect(processesOf(directory)).not.toEqual([])
    await other.stop()
    expect(processesOf(directory)).toEqual([])
    expect(existsSync(directory)).toBe(false)
  })

  test('leaves nothing when its template cannot be filled', async () => {
    let directory = ''
    const failing = createTestServer({
      prepareTemplate: async (url) => {
        const [row] = await query<{ data_directory: string }>(url, 'show data_directory')
        directory = dirname(row?.data_directory ?? '')
        throw new Error('a migration failed')
      },
    })
    await expect(failing).rejects.toThrow('a migration failed')
    expect(directory).not.toBe('')
    expect(existsSync(directory)).toBe(false)
  })

  test('removes what a killed run left, and nothing that is young or owned', async () => {
    const parent = dirname(await directoryOf(server))
    const left = (name: string, owner: object | undefined, ageMinutes: number) => {
      const directory = join(parent, `syncline-test-${process.pid}-${name}`)
      mkdirSync(directory)
      onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
      if (owner) writeFileSync(join(directory, 'owner.json'), JSON.stringify(owner))
      const changed = new Date(Date.now() - ageMinutes * 60_000)
      utimesSync(directory, changed, changed)
      return directory
    }
    const dead = { pid: process.pid, startTicks: 'of another process' }
    const abandoned = left('abandoned', dead, 60)
    const young = left('young', undefined, 1)
    const owned = left('owned', { pid: process.pid, startTicks: null }, 60)
    await (await createTestServer()).stop()
    expect([abandoned, young, owned].map(existsSync)).toEqual([false, true, true])
  })
})
