import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Bench, type BenchContext, compare } from './figures.ts'
import { freePort, type Running, startProgram } from './http/child.ts'
import { environment, install } from './http/install.ts'
import type { LoadOptions, LoadReport } from './http/load-process.ts'
import { processMicroseconds, serverMicroseconds } from './processor-time.ts'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const connections = 64
const warmUpMs = 3_000
const names = ['syncline', 'bare', 'insert', 'queue'] as const
type Name = (typeof names)[number]

interface Contender {
  readonly name: Name
  readonly url: string
  readonly server: Running
  readonly load: Load
}

/** One signed webhook of 2 kB after another on 64 connections, each answered when it is committed. */
export const figures: Bench = async (context) => {
  const contenders: Contender[] = []
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  const costs = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  try {
    for (const name of names) {
      const contender = await start(context, name)
      contenders.push(contender)
      await contender.load.run(warmUpMs)
    }
    for (let round = 1; round <= context.rounds; round++)
      for (const { name, url, server, load } of contenders) {
        await context.server.settle(url)
        const before = processMicroseconds(server.pid) + serverMicroseconds(context.server.postmasterPid)
        const { answered, refused, elapsedMs } = await load.run(context.runMs)
        const spent =
          processMicroseconds(server.pid) + serverMicroseconds(context.server.postmasterPid) - before
        if (refused > 0) throw new Error(`${name} refused ${refused} webhooks`)
        rates[name].push((answered / elapsedMs) * 1_000)
        costs[name].push(spent / answered)
        context.progress(
          `ingest round ${round} ${name.padEnd(9)} ${((answered / elapsedMs) * 1_000).toFixed(0).padStart(6)}/s ${(spent / answered).toFixed(0).padStart(5)} µs each`,
        )
      }
  } finally {
    for (const { server, load } of contenders) {
      load.stop()
      await server.stop()
    }
  }
  return [
    compare(
      'webhook ingest, 64 connections, per second vs BEGIN, INSERT, pg-boss send, COMMIT',
      rates.syncline,
      rates.queue,
      { atLeast: 7 },
    ),
    compare(
      'webhook ingest, 64 connections, CPU µs each vs one INSERT per request',
      costs.syncline,
      costs.insert,
      { atMost: 1 / 3 },
    ),
    compare(
      'webhook ingest, 64 connections, CPU µs each vs a handler without a database',
      costs.syncline,
      costs.bare,
      { aimAtMost: 3 },
    ),
    compare(
      'webhook ingest, 64 connections, per second vs one INSERT per request',
      rates.syncline,
      rates.insert,
      { aimAtLeast: 1 },
    ),
  ]
}

async function start(context: BenchContext, name: Name): Promise<Contender> {
  const url = await context.server.createDatabase(`ingest_${name}`)
  const port = await freePort()
  if (name === 'syncline') {
    const installed = await install(url)
    const env = { ...environment(installed, port), SYNCLINE_ROLE: 'web' }
    const server = await startProgram(file('../../apps/api/src/main.ts'), [], env, 'listening')
    const path = `/api/webhooks/stripe/${installed.stripeConnectionId}`
    return {
      name,
      url,
      server,
      load: await startLoad({ port, path, secret: installed.webhookSecret, connections }),
    }
  }
  const secret = 'whsec_bench_peer_secret'
  const server = await startProgram(
    file('./http/peer-server.ts'),
    [name, url, secret, String(port)],
    {},
    'listening',
  )
  return { name, url, server, load: await startLoad({ port, path: '/webhook', secret, connections }) }
}

interface Load {
  run(runMs: number): Promise<LoadReport>
  stop(): void
}

async function startLoad(options: LoadOptions): Promise<Load> {
  const child = fork(file('./http/load-process.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  await next(child)
  return {
    async run(runMs) {
      child.send({ runMs })
      return (await next(child)) as LoadReport
    },
    stop: () => void child.kill(),
  }
}

function next(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the load ended'))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}
