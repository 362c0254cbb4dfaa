import { alternate } from './alternate.ts'
import { startDoor } from './door.ts'
import { type Bench, compare } from './figures.ts'
import { figures as readable } from './readable.ts'

const keepAliveConnections = 64
const poolConnections = 32

/** Signed webhooks of two kilobytes over HTTP, each about a customer of its own, 64 of them in flight. */
export const figures: Bench = async (context) => {
  const doors = await alternate(context, 'ingest', ['syncline', 'no-database', 'insert', 'insert-send'], {
    callers: keepAliveConnections,
    connections: poolConnections,
    streams: 'new',
    start: startDoor,
  })
  const ours = doors.syncline
  const what = 'webhook ingest, 64 connections'
  const cost = (peer: 'no-database' | 'insert') =>
    [ours.microsecondsPerUnit, doors[peer].microsecondsPerUnit] as const
  return [
    compare(
      `${what}, requests per second vs BEGIN/INSERT/send/COMMIT`,
      ours.perSecond,
      doors['insert-send'].perSecond,
      { atLeast: 7 },
    ),
    compare(`${what}, CPU µs per request vs one INSERT per request`, ...cost('insert'), { atMost: 1 / 3 }),
    compare(`${what}, CPU µs per request vs a handler without a database`, ...cost('no-database'), {
      aimAtMost: 3,
    }),
    compare(
      `${what}, requests per second vs one INSERT per request`,
      ours.perSecond,
      doors.insert.perSecond,
      { aimAtLeast: 1.3 },
    ),
    ...(await readable(context)),
  ]
}
