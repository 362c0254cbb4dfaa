import { alternate } from './alternate.ts'
import { type Bench, compare } from './figures.ts'
import { commandsTogether } from './together.ts'

/**
 * 32 writers to one stream, none with an expected version; a conflict of a peer's is work, its append is repeated.
 * Then commands that load, decide and append with the expected version.
 */
export const figures: Bench = async (context) => {
  const { syncline, ...peers } = await alternate(context, 'hot', ['syncline', 'message-db', 'emmett'], {
    callers: 32,
    connections: 32,
    streams: 'one',
  })
  return [
    compare(
      'one hot stream, 32 writers, events per second vs message-db',
      syncline.perSecond,
      peers['message-db'].perSecond,
      { atLeast: 14 },
    ),
    compare(
      'one hot stream, 32 writers, events per second vs emmett',
      syncline.perSecond,
      peers.emmett.perSecond,
      {
        atLeast: 60,
      },
    ),
    ...(await commandsTogether(context)),
  ]
}
