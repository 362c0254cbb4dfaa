import { alternate } from './alternate.ts'
import { type Bench, compare } from './figures.ts'
import { commandsTogether } from './together.ts'

const writers = { callers: 32, connections: 32, streams: 'one' } as const

/**
 * What a flush costs decides this figure: a peer pays for one per event, we for one per group. So it is told a second
 * time with half a millisecond added to every commit of everybody, as on a network disk.
 */
const slowFlush = { commit_delay: '500', commit_siblings: '0' }

/**
 * 32 writers to one stream, none with an expected version; a conflict of a peer's is work, its append is repeated.
 * Then commands that load, decide and append with the expected version.
 */
export const figures: Bench = async (context) => {
  const here = await alternate(context, 'hot', ['syncline', 'message-db', 'emmett'], writers)
  const slow = await alternate(context, 'hot-slow-flush', ['syncline', 'message-db', 'emmett'], {
    ...writers,
    settings: slowFlush,
  })
  const pace = (measured: typeof here, peer: 'message-db' | 'emmett') =>
    [measured.syncline.perSecond, measured[peer].perSecond] as const
  const what = 'one hot stream, 32 writers, events per second'
  const slowly = `${what}, commits 0.5 ms slower for all`
  return [
    compare(`${what} vs message-db`, ...pace(here, 'message-db'), { atLeast: 14 }),
    compare(`${what} vs emmett`, ...pace(here, 'emmett'), { atLeast: 60 }),
    compare(`${slowly} vs message-db`, ...pace(slow, 'message-db'), { aimAtLeast: 14 }),
    compare(`${slowly} vs emmett`, ...pace(slow, 'emmett'), { aimAtLeast: 60 }),
    ...(await commandsTogether(context)),
  ]
}
