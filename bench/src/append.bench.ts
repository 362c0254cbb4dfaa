import { alternate } from './alternate.ts'
import { type Bench, compare } from './figures.ts'

/** More connections than this do not help anyone on a handful of cores; the rest of the callers wait in the pool. */
const connections = 32

/** Each event to a stream of its own: 32 and 256 callers, each with one append in flight. */
export const figures: Bench = async (context) => {
  const few = await alternate(context, 'append-32', ['syncline', 'emmett', 'message-db', 'insert', 'copy'], {
    callers: 32,
    connections,
    streams: 'new',
  })
  const many = await alternate(context, 'append-256', ['syncline', 'insert', 'emmett'], {
    callers: 256,
    connections,
    streams: 'new',
  })
  const cost = (peer: Exclude<keyof typeof few, 'syncline'>) =>
    [few.syncline.microsecondsPerUnit, few[peer].microsecondsPerUnit] as const
  const pace = (peer: Exclude<keyof typeof many, 'syncline'>) =>
    [many.syncline.perSecond, many[peer].perSecond] as const
  return [
    compare('append 32 in flight, CPU µs per event vs emmett', ...cost('emmett'), { atMost: 1 / 9 }),
    compare('append 32 in flight, CPU µs per event vs message-db', ...cost('message-db'), { atMost: 1 / 4 }),
    compare('append 32 in flight, CPU µs per event vs one INSERT per request', ...cost('insert'), {
      aimAtMost: 1,
    }),
    compare('append 32 in flight, CPU µs per event vs COPY', ...cost('copy'), { aimAtMost: 1.8 }),
    compare('append 256 in flight, events per second vs one INSERT per request', ...pace('insert'), {
      atLeast: 2.2,
    }),
    compare('append 256 in flight, events per second vs emmett', ...pace('emmett'), { atLeast: 8 }),
  ]
}
