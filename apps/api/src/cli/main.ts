import { readEnvironment } from '../env.ts'
import type { Command } from './command.ts'

/** Loaded when called: `syncline verify` does not pay for the HTTP server. */
const commands: Record<string, () => Promise<Command>> = {
  migrate: () => import('./commands/migrate.ts'),
  seed: () => import('./commands/seed.ts'),
  serve: () => import('./commands/serve.ts'),
  worker: () => import('./commands/worker.ts'),
  doctor: () => import('./commands/doctor.ts'),
  verify: () => import('./commands/verify.ts'),
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
  return command.run({
    settings: readEnvironment(),
    args,
    say: (line) => process.stdout.write(`${line}\n`),
    report: (value) => {
      if (!process.stdout.isTTY && process.connected) process.stdout.write(`${JSON.stringify(value)}\n`)
    },
  })
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
