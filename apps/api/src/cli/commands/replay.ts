import { parseArgs } from 'node:util'
import {
  projections,
  type ReplayProgress,
  type ReplayRefusal,
  type ReplayReport,
  replayProjection,
  replayRefusals,
} from '@syncline/db/projections'
import { SynclineError } from '@syncline/domain/error'
import type { CommandInput } from '../command.ts'

export const summary = 'fold a projection anew beside the live one: replay PROJECTION [--check] [--json]'

const usage = `Usage: syncline replay PROJECTION [--check] [--json] [--window EVENTS]
  --check   compare only: the live tables stay as they are
  --json    the summary as one JSON object on stdout
  --window  events folded in one transaction, 50000 unless said otherwise`
const maxWindow = 1_000_000
const tellEveryMs = 1_000

export async function run({ settings, args, say, report }: CommandInput): Promise<number> {
  const input = read(args)
  if (!input) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const { json, ...options } = input
  const done = await replayProjection({
    url: settings.directUrl,
    onProgress: progressTeller(),
    ...options,
  }).catch(tellRefusal)
  if (!done) return 1
  if (json) process.stdout.write(`${JSON.stringify(done)}\n`)
  else {
    for (const line of lines(done)) say(line)
    report({ replay: 'done', ...done })
  }
  return options.check && done.differences.count > 0 ? 1 : 0
}

function tellRefusal(error: unknown): null {
  if (!(error instanceof SynclineError)) throw error
  const reason = error.details['reason'] as ReplayRefusal
  process.stderr.write(`${error.code}: ${replayRefusals[reason]}\nProjections: ${projections.join(', ')}\n`)
  return null
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        window: { type: 'string', default: '50000' },
      },
    })
    const [projection, ...more] = positionals
    const windowEvents = Number(values.window)
    const fits = Number.isInteger(windowEvents) && windowEvents >= 1 && windowEvents <= maxWindow
    if (projection === undefined || more.length > 0 || !fits) return null
    return { projection, check: values.check, json: values.json, windowEvents }
  } catch {
    return null
  }
}

const words: Readonly<Record<ReplayProgress['stage'], string>> = {
  load: 'loading',
  index: 'making indexes',
  catch_up: 'catching up',
  compare: 'comparing',
  swap: 'swapping',
}

/** Each stage once, and how far it is once a second: what people watch, apart from the result. */
function progressTeller(): (progress: ReplayProgress) => void {
  let stage: string | null = null
  let toldAt = 0
  return (progress) => {
    const now = performance.now()
    if (progress.stage === stage && now - toldAt < tellEveryMs) return
    stage = progress.stage
    toldAt = now
    process.stderr.write(`${progressLine(progress)}\n`)
  }
}

function progressLine({ stage, position, tip, eventsPerSecond }: ReplayProgress): string {
  const parts = [`${words[stage]}: position ${position} of ${tip}`]
  if (eventsPerSecond > 0) parts.push(`${eventsPerSecond} events/s`)
  if (eventsPerSecond > 0 && tip > position)
    parts.push(`about ${Math.ceil((tip - position) / eventsPerSecond)} s left`)
  return parts.join(', ')
}

function lines(done: ReplayReport): string[] {
  const { projection, position, events, eventsPerSecond, resumedFrom, tables, differences, swapLockMs } = done
  const rows = tables.map(({ table, rows: n }) => `${n} of ${table}`).join(', ')
  return [
    `${projection} folded anew up to position ${position}: ${events} events, ${eventsPerSecond} a second` +
      (resumedFrom === null ? '.' : `; went on from position ${resumedFrom}.`),
    `Rows: ${rows}.`,
    differences.count === 0
      ? 'The live tables had the same rows.'
      : `${differences.count} rows of the live tables were otherwise:`,
    ...differences.first.map(
      ({ table, row, kind, columns }) =>
        `  ${table} ${JSON.stringify(row)} ${kind}${columns.length > 0 ? `: ${columns.join(', ')}` : ''}`,
    ),
    swapLockMs === null
      ? 'Nothing was swapped.'
      : `Swapped; readers were held up for ${Math.ceil(swapLockMs)} ms at most.`,
  ]
}
