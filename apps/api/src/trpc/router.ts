import { create as createApiKey } from './api-key/create.ts'
import { list as listApiKeys } from './api-key/list.ts'
import { revoke as revokeApiKey } from './api-key/revoke.ts'
import { rotate as rotateApiKey } from './api-key/rotate.ts'
import { list as listAudit } from './audit/list.ts'
import { get as getBulk } from './bulk/get.ts'
import { stop } from './bulk/stop.ts'
import { answer } from './cached-read/answer.ts'
import { list as listCachedReads } from './cached-read/list.ts'
import { purge } from './cached-read/purge.ts'
import { list as listCallbacks } from './callback/list.ts'
import { retry as retryCallback } from './callback/retry.ts'
import { addChoice } from './connection/add-choice.ts'
import { checkHealth } from './connection/check-health.ts'
import { checkMeter } from './connection/check-meter.ts'
import { create } from './connection/create.ts'
import { remove } from './connection/delete.ts'
import { disable } from './connection/disable.ts'
import { enable } from './connection/enable.ts'
import { list as listConnections } from './connection/list.ts'
import { protection } from './connection/protection.ts'
import { providers } from './connection/providers.ts'
import { readTags } from './connection/read-tags.ts'
import { requeryVend } from './connection/requery-vend.ts'
import { resetBreaker } from './connection/reset-breaker.ts'
import { retireCredential } from './connection/retire-credential.ts'
import { rotateCredential } from './connection/rotate-credential.ts'
import { schedule } from './connection/schedule.ts'
import { sendTest } from './connection/send-test.ts'
import { setChoice } from './connection/set-choice.ts'
import { setLimits } from './connection/set-limits.ts'
import { setRetryPolicy } from './connection/set-retry-policy.ts'
import { setSchedule } from './connection/set-schedule.ts'
import { setScope } from './connection/set-scope.ts'
import { setTags } from './connection/set-tags.ts'
import { standings } from './connection/standings.ts'
import { startSignIn } from './connection/start-sign-in.ts'
import { test } from './connection/test.ts'
import { list as listCredentials } from './credential/list.ts'
import { load as loadDemo } from './demo/load.ts'
import { get as getErasure } from './erasure/get.ts'
import { list as listErasures } from './erasure/list.ts'
import { preview as previewErasure } from './erasure/preview.ts'
import { request as requestErasure } from './erasure/request.ts'
import { causes } from './event/causes.ts'
import { get as getEvent } from './event/get.ts'
import { listKinds } from './event/kinds.ts'
import { list as listEvents } from './event/list.ts'
import { disable as disableFlow } from './flow/disable.ts'
import { enable as enableFlow } from './flow/enable.ts'
import { list as listFlows } from './flow/list.ts'
import { setConflictPolicy } from './flow/set-conflict-policy.ts'
import { create as createInvitation } from './invitation/create.ts'
import { revoke as revokeInvitation } from './invitation/revoke.ts'
import { send as sendInvitation } from './invitation/send.ts'
import { changes } from './live/changes.ts'
import { get as getMapping } from './mapping/get.ts'
import { list as listMappings } from './mapping/list.ts'
import { preview as previewMapping } from './mapping/preview.ts'
import { publish as publishMapping } from './mapping/publish.ts'
import { validate as validateMapping } from './mapping/validate.ts'
import { list as listMembers } from './member/list.ts'
import { remove as removeMember } from './member/remove.ts'
import { setRole } from './member/set-role.ts'
import { lag } from './metric/lag.ts'
import { needs } from './metric/needs.ts'
import { overview } from './metric/overview.ts'
import { read as readMetrics } from './metric/read.ts'
import { strips } from './metric/strips.ts'
import { list as listMovements } from './movement/list.ts'
import { disable as disableOrganization } from './organization/disable.ts'
import { enable as enableOrganization } from './organization/enable.ts'
import { get as getOrganization } from './organization/get.ts'
import { keys as organizationKeys } from './organization/keys.ts'
import { rotateKey } from './organization/rotate-key.ts'
import { get as getPrivacy } from './privacy/get.ts'
import { setPolicy as setPrivacyPolicy } from './privacy/set-policy.ts'
import { tryText } from './privacy/try.ts'
import { callerOf, router } from './procedure.ts'
import { create as createRecharge } from './recharge/create.ts'
import { list as listRecharges } from './recharge/list.ts'
import { revealTokens } from './recharge/reveal-tokens.ts'
import { cancel as cancelReconciliation } from './reconciliation/cancel.ts'
import { discrepancies } from './reconciliation/discrepancies.ts'
import { get as getReconciliation } from './reconciliation/get.ts'
import { ignore } from './reconciliation/ignore.ts'
import { list as listReconciliations } from './reconciliation/list.ts'
import { pull } from './reconciliation/pull.ts'
import { push } from './reconciliation/push.ts'
import { start as startReconciliation } from './reconciliation/start.ts'
import { create as createRefund } from './refund/create.ts'
import { list as listRefunds } from './refund/list.ts'
import { preview as previewRefund } from './refund/preview.ts'
import { cancel as cancelRun } from './run/cancel.ts'
import { get as getRun } from './run/get.ts'
import { list as listRuns } from './run/list.ts'
import { pause as pauseRun } from './run/pause.ts'
import { resume as resumeRun } from './run/resume.ts'
import { start as startRuns } from './run/start.ts'
import { find } from './search/find.ts'
import { list as listSessions } from './session/list.ts'
import { me } from './session/me.ts'
import { revoke as revokeSession } from './session/revoke.ts'
import { revokeOthers } from './session/revoke-others.ts'
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
import { sums } from './sync/sums.ts'
import { list as listViews } from './view/list.ts'
import { remove as removeView } from './view/remove.ts'
import { save as saveView } from './view/save.ts'
import { counts as countWebhooks } from './webhook/counts.ts'
import { detail } from './webhook/detail.ts'
import { list as listWebhooks } from './webhook/list.ts'
import { refused } from './webhook/refused.ts'
import { replay } from './webhook/replay.ts'
import { replayMany } from './webhook/replay-many.ts'
import { correct as correctEndpoint } from './webhook-endpoint/correct.ts'
import { create as createEndpoint } from './webhook-endpoint/create.ts'
import { remove as removeEndpoint } from './webhook-endpoint/delete.ts'
import { disable as disableEndpoint } from './webhook-endpoint/disable.ts'
import { read as readEndpoints } from './webhook-endpoint/read.ts'

export const appRouter = router({
  session: router({ me, list: listSessions, revoke: revokeSession, revokeOthers }),
  sync: router({
    list: listSyncs,
    counts,
    sums,
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
  webhookEndpoint: router({
    read: readEndpoints,
    create: createEndpoint,
    correct: correctEndpoint,
    disable: disableEndpoint,
    delete: removeEndpoint,
  }),
  bulk: router({ get: getBulk, stop }),
  reconciliation: router({
    start: startReconciliation,
    cancel: cancelReconciliation,
    list: listReconciliations,
    get: getReconciliation,
    discrepancies,
    ignore,
    push,
    pull,
  }),
  run: router({
    start: startRuns,
    list: listRuns,
    get: getRun,
    pause: pauseRun,
    resume: resumeRun,
    cancel: cancelRun,
  }),
  refund: router({ list: listRefunds, preview: previewRefund, create: createRefund }),
  recharge: router({ create: createRecharge, revealTokens, list: listRecharges }),
  mapping: router({
    list: listMappings,
    get: getMapping,
    preview: previewMapping,
    validate: validateMapping,
    publish: publishMapping,
  }),
  demo: router({ load: loadDemo }),
  search: router({ find }),
  view: router({ list: listViews, save: saveView, remove: removeView }),
  metric: router({ read: readMetrics, overview, lag, strips, needs }),
  event: router({ list: listEvents, get: getEvent, causes, kinds: listKinds }),
  connection: router({
    list: listConnections,
    standings,
    providers,
    create,
    test,
    rotateCredential,
    retireCredential,
    disable,
    enable,
    delete: remove,
    setRetryPolicy,
    schedule,
    setSchedule,
    setScope,
    sendTest,
    startSignIn,
    protection,
    setLimits,
    resetBreaker,
    checkHealth,
    setChoice,
    addChoice,
    checkMeter,
    requeryVend,
    readTags,
    setTags,
  }),
  callback: router({ list: listCallbacks, retry: retryCallback }),
  movement: router({ list: listMovements }),
  cachedRead: router({ list: listCachedReads, answer, purge }),
  credential: router({ list: listCredentials }),
  flow: router({ list: listFlows, enable: enableFlow, disable: disableFlow, setConflictPolicy }),
  organization: router({
    get: getOrganization,
    disable: disableOrganization,
    enable: enableOrganization,
    keys: organizationKeys,
    rotateKey,
  }),
  privacy: router({ get: getPrivacy, setPolicy: setPrivacyPolicy, try: tryText }),
  erasure: router({
    preview: previewErasure,
    request: requestErasure,
    get: getErasure,
    list: listErasures,
  }),
  apiKey: router({ list: listApiKeys, create: createApiKey, rotate: rotateApiKey, revoke: revokeApiKey }),
  member: router({ list: listMembers, setRole, remove: removeMember }),
  invitation: router({ create: createInvitation, revoke: revokeInvitation, send: sendInvitation }),
  audit: router({ list: listAudit }),
  live: router({ changes }),
})

/** The contract of browsers and typed clients; import it as a type only. */
export type AppRouter = typeof appRouter

/** Calls procedures without the wire, with all their checks. */
export const createCaller = callerOf(appRouter)
