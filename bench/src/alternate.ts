import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ContenderMessage, ContenderOptions, RunOrder, RunReport } from './contender.ts'
import type { BenchContext } from './figures.ts'
import { serverMicroseconds } from './processor-time.ts'

const program = fileURLToPath(new URL('./contender-process.ts', import.meta.url))
const warmUpMs = 2_000

/** One value per round. */
export interface Measured {
  readonly perSecond: number[]
  /** Processor time of the contender's process and of the server together. */
  readonly microsecondsPerUnit: number[]
  readonly triesPerUnit: number[]
}

/**
 * Runs contenders by turns, A B C A B C, each in a process and a database of its own on one server.
 * @param names files in `contenders/`, or what `options.start` knows
 */
export async function alternate<Name extends string>(
  context: BenchContext,
  bench: string,
  names: readonly Name[],
  options: {
    callers: number
    connections: number
    streams: ContenderOptions['streams']
    /** Of every contender's database. */
    settings?: Readonly<Record<string, string>>
    /** Starts the process of a contender; those of `contenders/` unless told otherwise. */
    start?: (name: string, options: ContenderOptions) => Promise<ContenderProcess>
  },
): Promise<Record<Name, Measured>> {
  const { callers, connections, streams, settings, start = startContender } = options
  const running: { name: Name; url: string; process: ContenderProcess }[] = []
  const measured = Object.fromEntries(
    names.map((name) => [name, { perSecond: [], microsecondsPerUnit: [], triesPerUnit: [] }]),
  ) as unknown as Record<Name, Measured>
  try {
    for (const name of names) {
      const url = await context.server.createDatabase(`${bench}_${name}`.replaceAll('-', '_'), settings)
      const process = await start(name, { url, connections, streams })
      running.push({ name, url, process })
      await process.run({ callers, runMs: warmUpMs })
    }
    for (let round = 1; round <= context.rounds; round++) {
      for (const { name, url, process } of running) {
        await context.server.settle(url)
        const serverBefore = serverMicroseconds(context.server.postmasterPid)
        const report = await process.run({ callers, runMs: context.runMs })
        const serverTime = serverMicroseconds(context.server.postmasterPid) - serverBefore
        const line = {
          perSecond: (report.units / report.elapsedMs) * 1_000,
          microsecondsPerUnit: (report.processMicroseconds + serverTime) / report.units,
          triesPerUnit: report.tries / report.units,
        }
        measured[name].perSecond.push(line.perSecond)
        measured[name].microsecondsPerUnit.push(line.microsecondsPerUnit)
        measured[name].triesPerUnit.push(line.triesPerUnit)
        context.progress(
          `${bench} round ${round} ${name.padEnd(12)} ${line.perSecond.toFixed(0).padStart(7)}/s ` +
            `${line.microsecondsPerUnit.toFixed(0).padStart(6)} µs each ` +
            `(node ${(report.processMicroseconds / report.units).toFixed(0)}) ` +
            `${line.triesPerUnit.toFixed(2)} tries`,
        )
      }
    }
  } finally {
    for (const { process } of running) await process.stop()
  }
  return measured
}

/** A contender at work in a process of its own. */
export interface ContenderProcess {
  run(order: RunOrder): Promise<RunReport>
  stop(): Promise<void>
}

async function startContender(name: string, options: ContenderOptions): Promise<ContenderProcess> {
  // What a contender prints is chatter, and stdout belongs to the figures.
  const child = fork(program, [name, JSON.stringify(options)], { stdio: ['ignore', 2, 2, 'ipc'] })
  await answer(child, name)
  return {
    async run(order) {
      child.send(order)
      const message = await answer(child, name)
      if (message.kind !== 'report') throw new Error(`${name} answered ${message.kind} to a run`)
      return message.report
    },
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill()
      }),
  }
}

function answer(child: ChildProcess, name: string): Promise<ContenderMessage> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`${name} ended`))
    child.once('exit', ended)
    child.once('message', (message: ContenderMessage) => {
      child.off('exit', ended)
      if (message.kind === 'failed') reject(new Error(`${name} failed: ${message.reason}`))
      else resolve(message)
    })
  })
}
