import { openDoor } from './door.ts'
import { type Bench, type BenchContext, count, type Figure, within } from './figures.ts'
import { install, reader } from './installation.ts'
import { startClient } from './latency-client.ts'
import type { LatencyReport } from './latency-process.ts'
import { openPollingConsumer } from './polling-consumer.ts'

const warmUpMs = 3_000
const runMs = 8_000
const usual = 200
const busy = 1_500
const peerConnections = 32

/**
 * From a webhook's time to the answer that first shows its row to somebody who listens. Web and worker run as they are
 * installed; syncs are held, since what a provider takes to answer is no part of this.
 */
export const figures: Bench = async (context) => {
  const peer = await polling(context)
  const url = await context.server.createDatabase('latency')
  const installation = await install(url)
  const client = startClient()
  try {
    await client.ready
    await installation.start('web')
    await installation.start('worker', { SYNC_CONCURRENCY: '0' })
    const at = async (perSecond: number, run: string) => {
      const report = await client.measure({
        target: installation.target,
        readFrom: { baseUrl: installation.baseUrl, ...reader },
        run,
        perSecond,
        warmUpMs,
        runMs,
      })
      tell(context, `syncline, ${perSecond}/s`, report)
      // What autovacuum would do meanwhile; it is off for everybody. Without statistics lists are planned for seven rows.
      await context.server.settle(url)
      return report
    }
    context.progress('latency: the first round fills the tables and does not count')
    await at(usual, 'fill')
    const calm = await at(usual, 'calm')
    const full = await at(busy, 'full')
    return [
      within(`append to row visible, ${usual}/s, p50 ms`, calm.p50Ms, peer.p50Ms, 20),
      within(`append to row visible, ${usual}/s, p99 ms`, calm.p99Ms, peer.p99Ms, 90),
      count(`append to row visible, ${usual}/s, rows not seen`, calm.sent - calm.seen, 0),
      count(`append to row visible, ${busy}/s, p99 ms`, full.p99Ms, 150),
      count(
        `append to row visible, ${busy}/s, ms until the last row after the last webhook`,
        full.drainedMs,
        1_000,
      ),
      count(`append to row visible, ${busy}/s, rows not seen`, full.sent - full.seen, 0),
    ] satisfies Figure[]
  } finally {
    client.stop()
    await installation.stop()
  }
}

/** The peer's row is visible when the consumer has committed it: reading it costs nothing. */
async function polling(context: BenchContext): Promise<LatencyReport> {
  const url = await context.server.createDatabase('latency_polling')
  const door = await openDoor('insert-send', { url, connections: peerConnections })
  const consumer = await openPollingConsumer(url)
  const client = startClient()
  try {
    await client.ready
    const sent = await client.measure({
      target: door.target,
      readFrom: null,
      run: 'peer',
      perSecond: usual,
      warmUpMs,
      runMs,
    })
    const report = await consumer.report(sent)
    tell(context, `pg-boss polling, ${usual}/s`, report)
    return report
  } finally {
    client.stop()
    await consumer.close()
    await door.stop()
  }
}

function tell(context: BenchContext, who: string, report: LatencyReport): void {
  context.progress(
    `latency ${who}: p50 ${report.p50Ms.toFixed(1)} ms, p99 ${report.p99Ms.toFixed(1)} ms, ` +
      `seen ${report.seen} of ${report.sent}, drained after ${report.drainedMs.toFixed(0)} ms`,
  )
}
