import { list as listConnections } from './connection/list.ts'
import { changes } from './live/changes.ts'
import { router } from './procedure.ts'
import { me } from './session/me.ts'
import { counts } from './sync/counts.ts'
import { get } from './sync/get.ts'
import { list as listSyncs } from './sync/list.ts'
import { retry } from './sync/retry.ts'
import { skip } from './sync/skip.ts'
import { counts as countWebhooks } from './webhook/counts.ts'
import { detail } from './webhook/detail.ts'
import { list as listWebhooks } from './webhook/list.ts'
import { refused } from './webhook/refused.ts'
import { replay } from './webhook/replay.ts'
import { replayMany } from './webhook/replay-many.ts'

export const appRouter = router({
  session: router({ me }),
  sync: router({ list: listSyncs, counts, get, retry, skip }),
  webhook: router({ list: listWebhooks, counts: countWebhooks, detail, refused, replay, replayMany }),
  connection: router({ list: listConnections }),
  live: router({ changes }),
})

/** The contract of browsers and typed clients; import it as a type only. */
export type AppRouter = typeof appRouter
