import type { Appender } from '@syncline/db/log'
import { Gauge, type Registry } from 'prom-client'

/** What the appender has done, and what waits for it. */
export function observeAppender(appender: Pick<Appender, 'stats'>, metrics: Registry): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [metrics],
      collect() {
        this.set(read())
      },
    })
  gauge('syncline_append_queued', 'Requests waiting for the next flush', () => appender.stats.queuedRequests)
  gauge('syncline_append_flushes', 'Flushes since the start', () => appender.stats.flushes)
  gauge('syncline_append_events', 'Events written since the start', () => appender.stats.appendedEvents)
  gauge(
    'syncline_append_isolated',
    'Requests that the database refused alone',
    () => appender.stats.isolatedRequests,
  )
}
