import { SynclineError } from '@syncline/domain/error'
import type { Ports } from '../trpc/ports.ts'
import { bulkOf, eventOf, noFaces, reconciliationOf, sampleProtection } from './samples.ts'

type Owned = Pick<
  Ports,
  | 'mappings'
  | 'connectionReads'
  | 'metricReads'
  | 'eventReads'
  | 'conflictReads'
  | 'connectionCommands'
  | 'scheduleReads'
  | 'custodyCommands'
  | 'organizationSwitch'
  | 'organizationKeys'
  | 'cachedReads'
  | 'choices'
  | 'callbacks'
  | 'movements'
  | 'electricity'
  | 'recharges'
  | 'tagging'
  | 'intake'
  | 'signIns'
  | 'protectionReads'
  | 'protectionCommands'
  | 'bulkCommands'
  | 'runs'
  | 'webhookEndpoints'
  | 'refunds'
  | 'reconciliationReads'
  | 'reconciliationCommands'
  | 'savedViews'
  | 'sandboxEvents'
>

/** The ports that remember nothing: what is somebody's answers its owner alone. @param owners organization of each id */
export function createOwnedPorts(owners: ReadonlyMap<string, string>): Owned {
  const demandOwned = (organizationId: string, id: string) => {
    if (owners.get(id) !== organizationId) throw new SynclineError('RECORD_NOT_FOUND')
  }
  const ownedOnly = async (organizationId: string, id: string) => {
    demandOwned(organizationId, id)
    return { position: 1 }
  }
  const setupOf = async (organizationId: string, connectionId: string) => {
    demandOwned(organizationId, connectionId)
    return {
      address: 'https://hub.example/api/webhooks/stripe/c',
      isReachable: true,
      state: 'none' as const,
      endpoints: [],
      elsewhere: 0,
      hasSecret: false,
    }
  }
  const missing = async () => {
    throw new SynclineError('RECORD_NOT_FOUND')
  }

  return {
    mappings: {
      list: async () => [],
      get: missing,
      validate: missing,
      preview: missing,
      publish: missing,
    },
    connectionReads: {
      list: async () => [
        {
          connectionId: 'c',
          provider: 'flasherp',
          name: 'FlashERP',
          venue: 'Lekki',
          webhookUrl: 'https://hub.example/api/webhooks/flasherp/c',
          retryWaitsMs: null,
          disabledBecause: null,
          reconnectSince: null,
          accountId: 'erp_lekki',
          choices: {},
          schedule: null,
          scopeOff: [],
          played: false,
        },
      ],
      flows: async () => [],
      providers: async () => [],
      credentials: async (organizationId, connectionId) =>
        owners.get(connectionId) === organizationId ? { credentials: [], keptBy: 'local-file' } : null,
    },
    metricReads: {
      read: async () => [],
      overview: async (_organizationId, { from, to }) => ({
        from,
        to,
        step: 'hour',
        buckets: [],
        total: null,
        webhooks: [],
        webhookTotal: null,
        balance: { requested: 0, byFace: noFaces, addsUp: true },
      }),
      lag: async (_organizationId, { from, to }) => ({ from, to, step: 'hour', buckets: [] }),
      strips: async () => [],
      needs: async () => ({
        counts: { unknown: 0, reconnect: 0, failed: 0, conflict: 0, quarantined: 0 },
        problems: [],
        position: 7,
      }),
    },
    eventReads: {
      list: async () => ({ rows: [], hasOlder: false, hasNewer: false, position: 7, behind: false }),
      get: async (_organizationId, position) => eventOf(position),
      causes: async (_organizationId, correlationId) => ({ correlationId, events: [], more: false }),
    },
    conflictReads: {
      get: async (organizationId, syncId) =>
        owners.get(syncId) === organizationId
          ? { ours: '{}', theirs: '{}', theirsChangedAt: null, unread: null }
          : null,
    },
    connectionCommands: {
      setConflictPolicy: ownedOnly,
      disableFlow: (organizationId, { flowId }) => ownedOnly(organizationId, flowId),
      setRetryPolicy: ownedOnly,
      setSchedule: (organizationId, { connectionId }) => ownedOnly(organizationId, connectionId),
      setScope: (organizationId, { connectionId }) => ownedOnly(organizationId, connectionId),
    },
    scheduleReads: {
      async get(organizationId, { connectionId }) {
        demandOwned(organizationId, connectionId)
        return { schedule: null, next: [], beganAt: null, refusal: null }
      },
    },
    organizationSwitch: {
      get: async () => ({ disabledBecause: null, providersOff: [] }),
      disable: async () => ({ position: 1 }),
      enable: async () => ({ position: 1 }),
    },
    organizationKeys: {
      get: async () => ({
        keptBy: 'local-file',
        keys: [],
        credentials: { left: 0, total: 0 },
        peopleLeft: 0,
        wrappingsLeft: 0,
      }),
      rotate: async () => ({ version: 2 }),
    },
    custodyCommands: {
      connect: async () => ({ position: 1 }),
      async test(organizationId, input) {
        if (input.kind === 'stored') demandOwned(organizationId, input.connectionId)
        return { ok: true, code: null, detail: null, tookMs: 1 }
      },
      rotateCredential: ownedOnly,
      retireCredential: ownedOnly,
      disable: ownedOnly,
      enable: ownedOnly,
      delete: ownedOnly,
      enableFlow: async (organizationId, { targetConnectionId }) => ({
        ...(await ownedOnly(organizationId, targetConnectionId)),
        flowId: 'flow',
      }),
    },
    intake: {
      limitOf: async () => 1_024,
      push: async (_connection, { rawBody }) => ({
        deliveryId: 'delivery',
        id: rawBody.toString('utf8').slice(0, 9),
        replayed: false,
      }),
    },
    webhookEndpoints: {
      read: setupOf,
      create: (organizationId, { connectionId }) => setupOf(organizationId, connectionId),
      correct: (organizationId, { connectionId }) => setupOf(organizationId, connectionId),
      disable: (organizationId, { connectionId }) => setupOf(organizationId, connectionId),
      remove: (organizationId, { connectionId }) => setupOf(organizationId, connectionId),
    },
    refunds: {
      list: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return []
      },
      preview: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return missing()
      },
      create: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return { syncId: connectionId, position: 1, replayed: false }
      },
    },
    reconciliationReads: {
      list: async () => ({ rows: [], hasOlder: false, position: 7 }),
      get: async (organizationId, { reconciliationId }) =>
        owners.get(reconciliationId) === organizationId ? reconciliationOf(reconciliationId) : null,
      discrepancies: async (organizationId, { reconciliationId }) => {
        demandOwned(organizationId, reconciliationId)
        return { rows: [], hasMore: false, position: 7 }
      },
    },
    reconciliationCommands: {
      start: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return { reconciliationId: connectionId, number: 1, position: 1 }
      },
      cancel: ownedOnly,
      resolve: async (organizationId, { reconciliationId, numbers }) => {
        demandOwned(organizationId, reconciliationId)
        return { position: 1, resolved: numbers, refused: [] }
      },
    },
    cachedReads: {
      get: async (organizationId, { connectionId, name, about }) => {
        demandOwned(organizationId, connectionId)
        const state = {
          readAt: null,
          ageMs: null,
          isStale: false,
          sizeBytes: 2,
          failure: null,
          failedAt: null,
        }
        return { ...state, name, about, answer: [] }
      },
      list: async (organizationId, connectionId) => {
        demandOwned(organizationId, connectionId)
        return []
      },
      purge: async (organizationId, connectionId) => {
        demandOwned(organizationId, connectionId)
        return { purged: 1 }
      },
    },
    choices: {
      choose: ownedOnly,
      create: async (organizationId, connectionId) => {
        demandOwned(organizationId, connectionId)
        return { id: 'audience' }
      },
    },
    callbacks: {
      list: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return { rows: [], hasOlder: false, counts: { waiting: 0, told: 0, given_up: 0 } }
      },
      retry: async (organizationId, callbackId) => {
        demandOwned(organizationId, callbackId)
        return { callbackId }
      },
    },
    movements: {
      list: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return { rows: [], hasOlder: false }
      },
    },
    tagging: {
      read: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return { tags: [] }
      },
      set: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return { tags: [] }
      },
    },
    electricity: {
      checkMeter: async (organizationId, connectionId, { disco, vendType }) => {
        demandOwned(organizationId, connectionId)
        const unknown = {
          name: null,
          address: null,
          tariff: null,
          minKobo: null,
          maxKobo: null,
          outstandingKobo: null,
        }
        return { disco, vendType, ...unknown }
      },
      requery: async (organizationId, connectionId) => {
        demandOwned(organizationId, connectionId)
        const nothing = { units: null, paidKobo: null, receipt: null, askAgainInMs: null, detail: null }
        return { ...nothing, state: 'failed', code: 'RECORD_NOT_FOUND', wasBegun: false }
      },
    },
    recharges: {
      create: async (organizationId, { connectionId, requestId }) => {
        demandOwned(organizationId, connectionId)
        const nothing = { units: null, paidKobo: null, receipt: null, askAgainInMs: null, detail: null }
        const vend = { ...nothing, state: 'failed', code: 'PROVIDER_REFUSED', wasBegun: true } as const
        return { ...vend, rechargeId: requestId, replayed: false, tokens: [], position: 1 }
      },
      revealTokens: async (organizationId, rechargeId) => {
        demandOwned(organizationId, rechargeId)
        return { rechargeId, tokens: [] }
      },
      list: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return { rows: [] }
      },
    },
    signIns: {
      start: async ({ organizationId }, { connectionId }) => {
        if (connectionId !== null && owners.get(connectionId) !== organizationId)
          throw new SynclineError('RECORD_NOT_FOUND')
        return { url: 'https://provider.example/agree' }
      },
    },
    protectionReads: {
      standings: async () => [],
      get: async (organizationId, connectionId) =>
        owners.get(connectionId) === organizationId ? sampleProtection : null,
    },
    protectionCommands: {
      setLimits: ownedOnly,
      resetBreaker: ownedOnly,
      checkHealth: async (organizationId, connectionId) => demandOwned(organizationId, connectionId),
    },
    bulkCommands: {
      request: async (_organizationId, { selection }) => ({
        position: 1,
        total: selection.kind === 'ids' ? 1 : selection.shown,
      }),
      stop: ownedOnly,
      get: async (organizationId, bulkId) => (owners.get(bulkId) === organizationId ? bulkOf(bulkId) : null),
    },
    runs: {
      start: async (organizationId, { connectionId }) => {
        demandOwned(organizationId, connectionId)
        return { runs: [], position: 1 }
      },
      list: async () => ({
        rows: [],
        hasOlder: false,
        counts: { running: 0, paused: 0, completed: 0, cancelled: 0, failed: 0 },
      }),
      get: async () => null,
      pause: ownedOnly,
      resume: ownedOnly,
      cancel: ownedOnly,
    },
    savedViews: {
      list: async () => [],
      save: async () => ({ viewId: 'view' }),
      remove: async (organizationId, viewId) => {
        demandOwned(organizationId, viewId)
        return { viewId }
      },
    },
    sandboxEvents: {
      send: async (organizationId, connectionId) => {
        demandOwned(organizationId, connectionId)
        return { event: 'customer.created' }
      },
    },
  }
}
