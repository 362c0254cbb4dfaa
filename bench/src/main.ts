/**
 * `node src/main.ts <name…|all> [--json]`: measures, prints, and exits with 1 when a figure is out of its bound.
 * A bench is one file here, `<name>.bench.ts`, that exports `figures`.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Bench, Figure } from './figures.ts'
import { startBenchServer } from './server.ts'
import { table } from './table.ts'

const suffix = '.bench.ts'
const rounds = 3
const runMs = 3_000

const known = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
  .filter((name) => name.endsWith(suffix))
  .map((name) => name.slice(0, -suffix.length))
  .sort()

function chosen(): { names: readonly string[]; json: boolean } {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const names = positionals.includes('all') ? known : positionals
  const unknown = names.filter((name) => !known.includes(name))
  if (names.length === 0 || unknown.length > 0) {
    process.stderr.write(
      `Say which bench: ${[...known, 'all'].join(', ')}. Add --json for one object per line.\n`,
    )
    process.exit(2)
  }
  return { names, json: values.json }
}

/** Ctrl-C and a polite kill both end up here: the figures are lost, the server and its data must not stay. */
function interrupted(): Promise<never> {
  return new Promise((_, reject) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(name, () => reject(new Error(`stopped by ${name}`)))
  })
}

/** Gives each bench's figures as it has them, and its error instead where it has none: one that fails takes no other along. */
async function measure(
  names: readonly string[],
  give: (name: string, figures: readonly Figure[] | Error) => void,
): Promise<void> {
  const stop = interrupted()
  // It may come while the server starts; the race below meets it then.
  stop.catch(() => {})
  const progress = (line: string) => void process.stderr.write(`${line}\n`)
  const server = await startBenchServer()
  try {
    for (const name of names) {
      const { figures } = (await import(`./${name}${suffix}`)) as { figures: Bench }
      const measured = figures({ server, rounds, runMs, progress }).catch((error: unknown) =>
        error instanceof Error ? error : new Error(String(error)),
      )
      give(name, await Promise.race([measured, stop]))
    }
  } finally {
    await server.stop()
  }
}

const { names, json } = chosen()
const all: Figure[] = []
process.exitCode = 0
try {
  await measure(names, (name, figures) => {
    if (figures instanceof Error) {
      process.stderr.write(`${name}: ${figures.message}\n`)
      process.exitCode = 1
      return
    }
    all.push(...figures)
    if (json) for (const figure of figures) process.stdout.write(`${JSON.stringify(figure)}\n`)
  })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
if (!json) process.stdout.write(table(all))
if (!all.every((figure) => figure.ok)) process.exitCode = 1
process.exit()
