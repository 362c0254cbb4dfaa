import { create as createApiKey } from './api-key/create.ts'
import { list as listApiKeys } from './api-key/list.ts'
import { revoke as revokeApiKey } from './api-key/revoke.ts'
import { rotate as rotateApiKey } from './api-key/rotate.ts'
import { list as listAudit } from './audit/list.ts'
import { get as getBulk } from './bulk/get.ts'
import { stop } from './bulk/stop.ts'
import { list as listConnections } from './connection/list.ts'
import { setRetryPolicy } from './connection/set-retry-policy.ts'
import { list as listFlows } from './flow/list.ts'
import { setConflictPolicy } from './flow/set-conflict-policy.ts'
import { changes } from './live/changes.ts'
import { get as getMapping } from './mapping/get.ts'
import { list as listMappings } from './mapping/list.ts'
import { preview as previewMapping } from './mapping/preview.ts'
import { publish as publishMapping } from './mapping/publish.ts'
import { validate as validateMapping } from './mapping/validate.ts'
import { read as readMetrics } from './metric/read.ts'
import { get as getPrivacy } from './privacy/get.ts'
import { setPolicy as setPrivacyPolicy } from './privacy/set-policy.ts'
import { tryText } from './privacy/try.ts'
import { callerOf, router } from './procedure.ts'
import { me } from './session/me.ts'
import { cancel } from './sync/cancel.ts'
import { conflict } from './sync/conflict.ts'
import { counts } from './sync/counts.ts'
import { get } from './sync/get.ts'
import { list as listSyncs } from './sync/list.ts'
import { request } from './sync/request.ts'
import { requestMany } from './sync/request-many.ts'
import { resolve } from './sync/resolve.ts'
import { retry } from './sync/retry.ts'
import { retryMany } from './sync/retry-many.ts'
import { skip } from './sync/skip.ts'
import { skipMany } from './sync/skip-many.ts'
import { counts as countWebhooks } from './webhook/counts.ts'
import { detail } from './webhook/detail.ts'
import { list as listWebhooks } from './webhook/list.ts'
import { refused } from './webhook/refused.ts'
import { replay } from './webhook/replay.ts'
import { replayMany } from './webhook/replay-many.ts'

export const appRouter = router({
  session: router({ me }),
  sync: router({
    list: listSyncs,
    counts,
    get,
    request,
    requestMany,
    retry,
    retryMany,
    skip,
    skipMany,
    cancel,
    conflict,
    resolve,
  }),
  webhook: router({ list: listWebhooks, counts: countWebhooks, detail, refused, replay, replayMany }),
  bulk: router({ get: getBulk, stop }),
  connection: router({ list: listConnections, setRetryPolicy }),
  flow: router({ list: listFlows, setConflictPolicy }),
  mapping: router({
    list: listMappings,
    get: getMapping,
    preview: previewMapping,
    validate: validateMapping,
    publish: publishMapping,
  }),
  metric: router({ read: readMetrics }),
  privacy: router({ get: getPrivacy, setPolicy: setPrivacyPolicy, try: tryText }),
  apiKey: router({ list: listApiKeys, create: createApiKey, rotate: rotateApiKey, revoke: revokeApiKey }),
  audit: router({ list: listAudit }),
  live: router({ changes }),
})

/** The contract of browsers and typed clients; import it as a type only. */
export type AppRouter = typeof appRouter

/** Calls procedures without the wire, with all their checks. */
export const createCaller = callerOf(appRouter)
