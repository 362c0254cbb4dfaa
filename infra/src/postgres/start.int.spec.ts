import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Answer } from './parent.fixture.ts'
import { isRunning } from './processes.ts'
import { type EmbeddedPostgres, type StartOptions, startPostgres } from './start.ts'
import {
  madeDirectory,
  nothingLeft,
  parentProgram,
  processesOf,
  query,
  temporaryDirectory,
} from './support.fixture.ts'

async function start(dataDirectory: string, options: Partial<StartOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ dataDirectory, settings: { fsync: 'off' }, ...options })
  onTestFinished(server.stop)
  return server
}

/** A process that has nothing to do with us and stays until the test is over. */
async function stranger(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  await once(child, 'spawn')
  onTestFinished(() => void child.kill())
  return child.pid as number
}

async function takenPort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

describe('a new data directory', () => {
  test('becomes a durable, loopback-only UTF-8 cluster with checksums', async () => {
    const server = await start(temporaryDirectory(), { settings: {} })
    const rows = await query<{ name: string; setting: string }>(
      server.url,
      'select name, setting from pg_settings',
    )
    const setting = new Map(rows.map((row) => [row.name, row.setting]))
    expect(Object.fromEntries(expected.map(([name]) => [name, setting.get(name)]))).toEqual(
      Object.fromEntries(expected),
    )
    expect(
      await query(
        server.url,
        `select datlocprovider, datlocale, lower('ÄÉ') from pg_database where datname = 'postgres'`,
      ),
    ).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8', lower: 'äé' }])
  })

  const expected = [
    ['listen_addresses', '127.0.0.1'],
    ['unix_socket_directories', ''],
    ['fsync', 'on'],
    ['synchronous_commit', 'on'],
    ['full_page_writes', 'on'],
    ['data_checksums', 'on'],
    ['server_encoding', 'UTF8'],
    ['TimeZone', 'UTC'],
    ['password_encryption', 'scram-sha-256'],
    ['wal_level', 'replica'],
    ['max_connections', '100'],
    ['log_error_verbosity', 'terse'],
  ] as const

  test('keeps its password readable for its owner alone, and the server insists on it', async () => {
    const directory = temporaryDirectory()
    const server = await start(directory)
    expect(statSync(join(directory, 'password')).mode & 0o777).toBe(0o600)
    const url = new URL(server.url)
    url.password = 'guess'
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  test('passes settings on, and refuses those that are the launcher’s own', async () => {
    const directory = await madeDirectory()
    const server = await start(directory, { settings: { fsync: 'off', work_mem: '7MB' } })
    expect(await query(server.url, 'show work_mem')).toEqual([{ work_mem: '7MB' }])
    await expect(
      startPostgres({ dataDirectory: directory, settings: { listen_addresses: '*' } }),
    ).rejects.toMatchObject({ code: 'bad_option' })
  })

  test('never lets the log quote a failed statement or its values', async () => {
    const lines: string[] = []
    const server = await start(await madeDirectory(), { log: (line) => lines.push(line) })
    await query(server.url, 'create table person (name text primary key)')
    const insert = `insert into person values ('Wilhelmina')`
    await query(server.url, insert)
    await expect(query(server.url, insert)).rejects.toMatchObject({ code: '23505' })
    await server.stop()
    expect(lines.join('\n')).toContain('duplicate key')
    expect(lines.join('\n')).not.toContain('Wilhelmina')
  })
})

describe('a second start', () => {
  test('finds the data and the port of the first', async () => {
    const directory = await madeDirectory()
    const first = await start(directory)
    await query(first.url, 'create table kept as select 7 as value')
    await first.stop()
    const second = await start(directory)
    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'select value from kept')).toEqual([{ value: 7 }])
  })

  test('takes another port when the remembered one has gone to someone else', async () => {
    const directory = await madeDirectory()
    await (await start(directory)).stop()
    const taken = await takenPort()
    writeFileSync(join(directory, 'port'), `${taken}\n`)
    const server = await start(directory)
    expect(server.port).not.toBe(taken)
    expect(readFileSync(join(directory, 'port'), 'utf8')).toBe(`${server.port}\n`)
  })

  test('on a running server’s directory says who runs it and leaves it alone', async () => {
    const directory = await madeDirectory()
    const server = await start(directory)
    await expect(startPostgres({ dataDirectory: directory })).rejects.toMatchObject({
      code: 'already_running',
      message: expect.stringContaining(`Process ${process.pid} `),
      remedy: expect.stringContaining('another data directory'),
    })
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('of two at once exactly one gets the server', async () => {
    const directory = await madeDirectory()
    const outcomes = await Promise.allSettled([start(directory), start(directory), start(directory)])
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.map((outcome) => (outcome.reason as { code: string }).code)).toEqual([
      'already_running',
      'already_running',
    ])
  })

  test('beside the first one has a server of its own', async () => {
    const [one, other] = await Promise.all([start(await madeDirectory()), start(await madeDirectory())])
    await query(one.url, 'create table only_here ()')
    expect(other.port).not.toBe(one.port)
    expect(await query(other.url, `select to_regclass('only_here') as found`)).toEqual([{ found: null }])
  })

  test('gives up on a port that was asked for and is taken', async () => {
    const port = await takenPort()
    await expect(startPostgres({ dataDirectory: await madeDirectory(), port })).rejects.toMatchObject({
      code: 'port_in_use',
    })
  })
})

describe('what may lie in a data directory', () => {
  test('a half-made cluster is made again', async () => {
    const directory = temporaryDirectory()
    mkdirSync(join(directory, 'initdb-0123456789ab', 'cluster', 'base'), { recursive: true })
    await start(directory)
    expect(readdirSync(directory).filter((name) => name.startsWith('initdb-'))).toEqual([])
  })

  test('a cluster of another major version is refused with both versions', async () => {
    const directory = temporaryDirectory()
    mkdirSync(join(directory, 'cluster'))
    writeFileSync(join(directory, 'cluster', 'PG_VERSION'), '15\n')
    await expect(startPostgres({ dataDirectory: directory })).rejects.toMatchObject({
      code: 'other_major_version',
      message: expect.stringContaining('PostgreSQL 15'),
    })
  })

  test('something else in the cluster’s place is left as it is', async () => {
    const directory = temporaryDirectory()
    mkdirSync(join(directory, 'cluster'))
    writeFileSync(join(directory, 'cluster', 'letter.txt'), 'dear')
    await expect(startPostgres({ dataDirectory: directory })).rejects.toMatchObject({ code: 'not_a_cluster' })
    expect(readdirSync(join(directory, 'cluster'))).toEqual(['letter.txt'])
  })

  test('a lost password and a wrong one are both named', async () => {
    const directory = await madeDirectory()
    await (await start(directory)).stop()
    for (const content of ['', 'not the one']) {
      writeFileSync(join(directory, 'password'), content)
      await expect(startPostgres({ dataDirectory: directory })).rejects.toMatchObject({
        code: 'password_lost',
      })
    }
    expect(processesOf(directory)).toEqual([])
  })

  test('a stale postmaster.pid whose number belongs to another program is no obstacle', async () => {
    const directory = await madeDirectory()
    await (await start(directory)).stop()
    writeFileSync(
      join(directory, 'cluster', 'postmaster.pid'),
      `${await stranger()}\n${join(directory, 'cluster')}\n`,
    )
    await start(directory)
  })

  test('a server that no owner recorded is left alone', async () => {
    const directory = await madeDirectory()
    const server = await start(directory)
    rmSync(join(directory, 'owner.json'))
    await expect(startPostgres({ dataDirectory: directory })).rejects.toMatchObject({
      code: 'already_running',
    })
    expect(isRunning(server.pid)).toBe(true)
  })

  test('a server that cannot start says so with its last log lines', async () => {
    const settings = { shared_buffers: 'plenty' }
    await expect(startPostgres({ dataDirectory: await madeDirectory(), settings })).rejects.toMatchObject({
      code: 'start_failed',
      message: expect.stringContaining('"shared_buffers": "plenty"'),
    })
  })
})

describe('the end of a server', () => {
  test('stop ends its sessions, may be called again, and leaves nothing', async () => {
    const directory = await madeDirectory()
    const server = await start(directory)
    const sleeping = query(server.url, 'select pg_sleep(600)')
    const ended = expect(sleeping).rejects.toThrow()
    await Promise.all([server.stop(), server.stop()])
    await ended
    expect(processesOf(directory)).toEqual([])
    expect(await server.exited).toEqual({ code: 0, signal: null })
    await server.stop()
  })

  test('an unwanted one is heard of, and the directory can be started again', async () => {
    const directory = await madeDirectory()
    const server = await start(directory)
    process.kill(server.pid, 'SIGKILL')
    expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL' })
    await start(directory)
  })

  test('comes with the end of the worker thread that started it', async () => {
    const directory = await madeDirectory()
    const worker = new Worker(parentProgram, { workerData: directory })
    const [answer] = (await once(worker, 'message')) as [Answer]
    expect(answer).toMatchObject({ port: expect.any(Number) })
    await worker.terminate()
    expect(await nothingLeft(directory)).toBe(true)
  })
})
