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

async function measure(names: readonly string[]): Promise<readonly Figure[]> {
  const stop = interrupted()
  // It may come while the server starts; the race below meets it then.
  stop.catch(() => {})
  const progress = (line: string) => void process.stderr.write(`${line}\n`)
  const server = await startBenchServer()
  try {
    const all: Figure[] = []
    for (const name of names) {
      const { figures } = (await import(`./${name}${suffix}`)) as { figures: Bench }
      all.push(...(await Promise.race([figures({ server, rounds, runMs, progress }), stop])))
    }
    return all
  } finally {
    await server.stop()
  }
}

const { names, json } = chosen()
try {
  const figures = await measure(names)
  process.stdout.write(
    json ? figures.map((figure) => `${JSON.stringify(figure)}\n`).join('') : table(figures),
  )
  process.exitCode = figures.every((figure) => figure.ok) ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
process.exit()
