import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild, stopChild } from '../../infra/src/run/child.ts'
import type { ContenderProcess } from './alternate.ts'
import type { ContenderOptions } from './contender.ts'
import { install, webhookSecret } from './installation.ts'
import { startLoad } from './load.ts'
import { processMicroseconds } from './processor-time.ts'
import type { WebhookTarget } from './webhook.ts'

const doorProgram = fileURLToPath(new URL('./door-process.ts', import.meta.url))
/** Signed before each run, about 75 MB; a contender that gets through them in less time ends early. */
const prepared = 30_000
const stopTimeoutMs = 5_000

/** A server that takes webhooks, its process id, and where to send them. */
export interface Door {
  readonly pid: number
  readonly target: WebhookTarget
  stop(): Promise<void>
}

/** Ours is the product's web role, the others are files in `doors/`. */
export async function openDoor(
  name: string,
  options: Pick<ContenderOptions, 'url' | 'connections'>,
): Promise<Door> {
  if (name === 'syncline') {
    const installation = await install(options.url)
    const web = await installation.start('web')
    return { pid: web.process.pid as number, target: installation.target, stop: () => installation.stop() }
  }
  const directory = mkdtempSync(join(tmpdir(), 'syncline-door-'))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  // An interrupted bench ends without its clean-up.
  process.once('exit', remove)
  const child = startChild({
    name,
    file: doorProgram,
    args: [name, JSON.stringify(options)],
    env: process.env,
    logFile: join(directory, 'door.log'),
  })
  const { listening } = await child.line('listening')
  return {
    pid: child.process.pid as number,
    target: { port: Number(listening), path: '/api/webhooks', secret: webhookSecret },
    async stop() {
      await stopChild(child, stopTimeoutMs)
      process.off('exit', remove)
      remove()
    },
  }
}

/** A contender of `alternate` whose unit of work is one webhook over HTTP, sent by a process that is not counted. */
export async function startDoor(name: string, options: ContenderOptions): Promise<ContenderProcess> {
  const door = await openDoor(name, options)
  const load = await startLoad()
  let runs = 0
  return {
    async run({ callers, runMs }) {
      let before = 0
      const run = `${name.replaceAll('-', '')}${++runs}x`
      const order = { target: door.target, run, connections: callers, runMs, prepared }
      const done = await load.send(order, () => {
        before = processMicroseconds(door.pid)
      })
      return {
        units: done.requests,
        tries: done.requests,
        elapsedMs: done.elapsedMs,
        processMicroseconds: processMicroseconds(door.pid) - before,
      }
    },
    async stop() {
      load.stop()
      await door.stop()
    },
  }
}
