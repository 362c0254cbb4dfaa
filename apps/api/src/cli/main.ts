import { resolve } from 'node:path'
import { startPostgres } from '@syncline/infra/postgres'
import { readEnv } from '../env.ts'
import { readRunning } from '../ops/running-file.ts'
import { dataDirectoryOf, readSettings } from '../settings.ts'
import type { Command, CommandLine } from './command.ts'

/** Loaded when called: `syncline verify` does not pay for the HTTP server. */
const commands: Record<string, () => Promise<Command>> = {
  migrate: () => import('./commands/migrate.ts'),
  seed: () => import('./commands/seed.ts'),
  serve: () => import('./commands/serve.ts'),
  worker: () => import('./commands/worker.ts'),
  doctor: () => import('./commands/doctor.ts'),
  replay: () => import('./commands/replay.ts'),
  verify: () => import('./commands/verify.ts'),
  erase: () => import('./commands/erase.ts'),
  keys: () => import('./commands/keys.ts'),
  trigger: () => import('./commands/trigger.ts'),
  conformance: () => import('./commands/conformance.ts'),
}

async function help(): Promise<number> {
  process.stdout.write('Usage: pnpm syncline COMMAND\n\n')
  for (const [name, load] of Object.entries(commands))
    process.stdout.write(`  ${name.padEnd(12)} ${(await load()).summary}\n`)
  return 0
}

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2)
  if (!name || name === 'help' || name === '--help') return help()
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    process.stderr.write(`There is no command ${name}. pnpm syncline help lists them.\n`)
    return 2
  }
  const command = await load()
  if (command.standsAlone) return command.run(line(args))
  const database = await findDatabase()
  try {
    return await command.run({ ...line(args), settings: readSettings(database) })
  } finally {
    await database?.stop()
  }
}

/**
 * The database when the environment names none: the embedded one of the running Syncline, else the embedded one
 * started for the length of this command.
 */
async function findDatabase(): Promise<{ url: string; stop(): Promise<void> } | undefined> {
  const env = readEnv()
  if (env.databaseUrl) return undefined
  const dataDirectory = dataDirectoryOf(env)
  const running = readRunning(dataDirectory)
  if (running) return { url: running.databaseUrl, stop: async () => {} }
  return startPostgres({ dataDirectory: resolve(dataDirectory, 'postgres') })
}

function line(args: readonly string[]): CommandLine {
  return {
    args,
    say: (line) => process.stdout.write(`${line}\n`),
    report: (value) => {
      if (process.connected) process.stdout.write(`${JSON.stringify(value)}\n`)
    },
  }
}

main().then(
  (code) => {
    process.exitCode = code
    // A parent's channel would keep the loop alive.
    if (process.connected) process.disconnect()
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
