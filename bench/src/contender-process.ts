/**
 * The process of one contender: `node contender-process.ts <file in contenders/> <options as JSON>`. Opens it, says
 * `ready`, then runs the closed loop as often as it is told to. Ends when the channel to the bench closes.
 */
import type {
  Contender,
  ContenderMessage,
  ContenderOptions,
  OpenContender,
  RunOrder,
  RunReport,
} from './contender.ts'

const [name = '', options = '{}'] = process.argv.slice(2)

// Without the bench nobody waits for the work, and the loop would never be told to stop.
process.on('disconnect', () => process.exit())

function say(message: ContenderMessage): void {
  process.send?.(message)
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    say({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

async function run(contender: Contender, { callers, runMs }: RunOrder): Promise<RunReport> {
  const processorBefore = process.cpuUsage()
  const startedAt = performance.now()
  let units = 0
  let tries = 0
  const call = async () => {
    while (performance.now() - startedAt < runMs) {
      const tried = await contender.once()
      tries += tried
      units++
    }
  }
  await Promise.all(Array.from({ length: callers }, call))
  const { user, system } = process.cpuUsage(processorBefore)
  return { units, tries, elapsedMs: performance.now() - startedAt, processMicroseconds: user + system }
}

await attempt(async () => {
  const { open } = (await import(`./contenders/${name}.ts`)) as { open: OpenContender }
  const contender = await open(JSON.parse(options) as ContenderOptions)
  process.on('message', (order: RunOrder) => {
    void attempt(async () => say({ kind: 'report', report: await run(contender, order) }))
  })
  say({ kind: 'ready' })
})
