import { defaultBreaker } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type {
  BulkView,
  DeliveryDetail,
  DeliveryRow,
  EventDetail,
  LiveChange,
  ProtectionView,
  SyncDetail,
  SyncList,
  SyncListInput,
  SyncRow,
} from '@syncline/domain/view'
import type { AuditEntry, Ports, SyncCommand } from '../trpc/ports.ts'

export interface RecordedCommand extends SyncCommand {
  readonly name: 'retry' | 'skip' | 'cancel' | 'resolve' | 'replay'
  readonly organizationId: string
  /** Of the sync, or of the delivery. */
  readonly id: string
}

/** The ports over a few rows in memory; what was commanded and audited can be looked at. */
export interface MemoryPorts extends Ports {
  readonly commands: RecordedCommand[]
  readonly audited: AuditEntry[]
  /** What lists of syncs were asked for. */
  readonly listed: SyncListInput[]
  /** Thrown by the next read, once. */
  failWith(error: unknown): void
  /** Keeps the next counts waiting until they are let go; `entered` resolves when they have begun. */
  holdCounts(): { readonly entered: Promise<void>; letGo(): void }
  ring(organizationId: string, change: LiveChange): void
  /** Resolves when as many are listening. */
  listening(count: number): Promise<void>
}

const sampleProtection: ProtectionView = {
  health: 'healthy',
  looks: [],
  breaker: {
    ...defaultBreaker,
    state: 'closed',
    failures: 0,
    lastCode: null,
    lastFailedAt: null,
    openUntil: null,
  },
  limits: [],
  policy: null,
  errors: [],
}

/**
 * @param owners organization of each sync id
 * @param real what is not in memory
 */
export function createMemoryPorts(
  owners: ReadonlyMap<string, string>,
  real: Pick<Ports, 'apiKeys' | 'auditReads' | 'people' | 'sessions'>,
): MemoryPorts {
  const commands: RecordedCommand[] = []
  const audited: AuditEntry[] = []
  const listed: SyncListInput[] = []
  const listeners = new Set<{ organizationId: string; hear(change: LiveChange): void }>()
  const waiting: { count: number; resolve(): void }[] = []
  let failure: unknown = null
  let held: { enter(): void; readonly free: Promise<void> } | null = null

  const throwPlanned = () => {
    if (failure === null) return
    const error = failure
    failure = null
    throw error
  }
  const command =
    (name: RecordedCommand['name']) => async (organizationId: string, id: string, given: SyncCommand) => {
      if (owners.get(id) !== organizationId) throw new SynclineError('RECORD_NOT_FOUND')
      if (given.reason === 'too late') throw new SynclineError('STATE_CONFLICT', { status: 'synced' })
      commands.push({ name, organizationId, id, ...given })
      return { position: commands.length }
    }
  const demandOwned = (organizationId: string, id: string) => {
    if (owners.get(id) !== organizationId) throw new SynclineError('RECORD_NOT_FOUND')
  }
  const ownedOnly = async (organizationId: string, id: string) => {
    demandOwned(organizationId, id)
    return { position: 1 }
  }
  const owned = (organizationId: string) =>
    [...owners].filter(([, owner]) => owner === organizationId).map(([id]) => id)
  const settleWaiting = () => {
    for (const wait of waiting) if (listeners.size === wait.count) wait.resolve()
  }

  return {
    ...real,
    commands,
    audited,
    listed,
    failWith: (error) => {
      failure = error
    },
    holdCounts() {
      const entered = Promise.withResolvers<void>()
      const free = Promise.withResolvers<void>()
      held = { enter: entered.resolve, free: free.promise }
      return { entered: entered.promise, letGo: free.resolve }
    },
    ring(organizationId, change) {
      for (const listener of listeners) if (listener.organizationId === organizationId) listener.hear(change)
    },
    listening: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve })
        settleWaiting()
      }),
    syncReads: {
      async list(organizationId, input): Promise<SyncList> {
        listed.push(input)
        throwPlanned()
        const rows = owned(organizationId).map(rowOf)
        return { rows, hasOlder: false, hasNewer: false, position: 7, behind: false }
      },
      async counts() {
        const hold = held
        held = null
        hold?.enter()
        await hold?.free
        return { byFace: { ...noFaces, synced: 1 }, total: 1, position: 7 }
      },
      async get(organizationId, syncId) {
        return owners.get(syncId) === organizationId ? detailOf(syncId) : null
      },
    },
    webhookReads: {
      async list(organizationId) {
        throwPlanned()
        const rows = owned(organizationId).map(deliveryRowOf)
        return { rows, hasOlder: false, hasNewer: false, position: 7, behind: false }
      },
      counts: async () => ({
        byStatus: { received: 0, routed: 1, ignored: 0, quarantined: 0 },
        total: 1,
        position: 7,
      }),
      detail: async (organizationId, deliveryId) =>
        owners.get(deliveryId) === organizationId ? deliveryDetailOf(deliveryId) : null,
      refused: async () => [],
    },
    mappings: {
      list: async () => [],
      get: async () => {
        throw new SynclineError('RECORD_NOT_FOUND')
      },
      validate: async () => {
        throw new SynclineError('RECORD_NOT_FOUND')
      },
      preview: async () => {
        throw new SynclineError('RECORD_NOT_FOUND')
      },
      publish: async () => {
        throw new SynclineError('RECORD_NOT_FOUND')
      },
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
    syncCommands: {
      retry: command('retry'),
      skip: command('skip'),
      cancel: command('cancel'),
      resolve: command('resolve'),
      request: async (_organizationId, { sourceIds }) => ({
        position: 1,
        syncs: sourceIds.map((sourceId, n) => ({ sourceId, syncId: `sync ${n}` })),
      }),
    },
    conflictReads: {
      get: async (organizationId, syncId) =>
        owners.get(syncId) === organizationId
          ? { ours: '{}', theirs: '{}', theirsChangedAt: null, unread: null }
          : null,
    },
    connectionCommands: {
      setConflictPolicy: async (organizationId, flowId) => {
        if (owners.get(flowId) !== organizationId) throw new SynclineError('RECORD_NOT_FOUND')
        return { position: 1 }
      },
      setRetryPolicy: async (organizationId, connectionId) => {
        if (owners.get(connectionId) !== organizationId) throw new SynclineError('RECORD_NOT_FOUND')
        return { position: 1 }
      },
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
      enableFlow: async (organizationId, { targetConnectionId }) =>
        ownedOnly(organizationId, targetConnectionId),
    },
    intake: {
      limitOf: async () => 1_024,
      push: async (_connection, { rawBody }) => ({
        deliveryId: 'delivery',
        id: rawBody.toString('utf8').slice(0, 9),
        replayed: false,
      }),
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
    signIns: {
      start: async ({ organizationId }, { connectionId }) => {
        if (connectionId !== null && owners.get(connectionId) !== organizationId)
          throw new SynclineError('RECORD_NOT_FOUND')
        return { url: 'https://provider.example/agree' }
      },
    },
    protectionReads: {
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
      stop: async (organizationId, bulkId) => {
        if (owners.get(bulkId) !== organizationId) throw new SynclineError('RECORD_NOT_FOUND')
        return { position: 1 }
      },
      get: async (organizationId, bulkId) => (owners.get(bulkId) === organizationId ? bulkOf(bulkId) : null),
    },
    webhookCommands: {
      replay: command('replay'),
    },
    searchReads: {
      find: async (organizationId, text) =>
        owners.get(text) === organizationId ? [{ kind: 'sync', by: 'id', row: rowOf(text) }] : [],
    },
    savedViews: {
      list: async () => [],
      save: async () => ({ viewId: 'view' }),
      remove: async (organizationId, viewId) => {
        if (owners.get(viewId) !== organizationId) throw new SynclineError('RECORD_NOT_FOUND')
        return { viewId }
      },
    },
    sandboxEvents: {
      send: async (organizationId, connectionId) => {
        if (owners.get(connectionId) !== organizationId) throw new SynclineError('RECORD_NOT_FOUND')
        return { event: 'customer.created' }
      },
    },
    demoOrganization: { load: async () => ({ organizationId: 'demo' }) },
    privacy: { policyOf: async () => 'mask', setPolicy: async () => ({ position: 1 }) },
    audit: { record: async (entry) => void audited.push(entry) },
    liveBell: {
      async *subscribe(organizationId, afterPosition, signal) {
        const heard: LiveChange[] =
          afterPosition === null ? [] : [{ position: afterPosition + 1, noun: 'sync', ids: [], more: true }]
        let wake = () => {}
        const listener = {
          organizationId,
          hear(change: LiveChange) {
            heard.push(change)
            wake()
          },
        }
        const stop = () => wake()
        signal.addEventListener('abort', stop)
        listeners.add(listener)
        settleWaiting()
        try {
          while (!signal.aborted) {
            const next = heard.shift()
            if (next) yield next
            else
              await new Promise<void>((resolve) => {
                wake = resolve
              })
          }
        } finally {
          listeners.delete(listener)
          signal.removeEventListener('abort', stop)
          settleWaiting()
        }
      },
    },
  }
}

const at = '2026-01-05T09:30:00.000Z'
const eventOf = (position: number): EventDetail => ({
  row: {
    position,
    type: 'SyncSkipped',
    sentence: 'The sync was set aside with a reason.',
    stream: 'sync-1',
    version: 2,
    subject: { noun: 'sync', id: '1' },
    by: { actor: 'user:1', name: null },
    correlationId: 'c',
    causationPosition: null,
    occurredAt: at,
    recordedAt: at,
  },
  schemaVersion: 1,
  data: {},
  metadata: {},
})
const noFaces = {
  pending: 0,
  syncing: 0,
  synced: 0,
  waiting: 0,
  failed: 0,
  unknown: 0,
  skipped: 0,
  cancelled: 0,
}

function rowOf(syncId: string): SyncRow {
  return {
    syncId,
    face: 'synced',
    status: 'synced',
    hold: null,
    entity: 'customer',
    operation: 'upsert',
    direction: 'outbound',
    label: 'Ada Obi',
    source: { system: 'stripe', id: 'cus_1', connectionId: 'c1' },
    target: { provider: 'flasherp', connectionId: 'c2', connectionName: 'FlashERP' },
    externalId: 'C-100',
    tries: 1,
    retries: 0,
    maxRetries: 5,
    nextRetryAt: null,
    lastAttemptAt: at,
    durationMs: 40,
    error: null,
    certainty: null,
    settled: null,
    requestedAt: at,
    updatedAt: at,
    requestedPosition: 1,
    lastPosition: 3,
  }
}

function bulkOf(bulkId: string): BulkView {
  const by = { actor: 'user:u1', name: 'Ada' } as const
  const counts = { total: 2, done: 2, refused: [] }
  return {
    bulkId,
    action: 'retry',
    reason: null,
    status: 'completed',
    ...counts,
    by,
    requestedAt: at,
    endedAt: at,
  }
}

function detailOf(syncId: string): SyncDetail {
  return {
    row: rowOf(syncId),
    timeline: [],
    tries: [],
    webhook: null,
    effect: null,
    others: [],
    correlationId: 'correlation',
    position: 7,
    behind: false,
  }
}

function deliveryRowOf(deliveryId: string): DeliveryRow {
  return {
    deliveryId,
    status: 'routed',
    reason: null,
    provider: 'stripe',
    connectionId: 'c1',
    connectionName: 'Stripe',
    eventType: 'customer.created',
    providerEventId: 'evt_1',
    sizeBytes: 840,
    syncs: 1,
    replays: 0,
    receivedAt: at,
    settledAt: at,
    receivedPosition: 1,
    lastPosition: 2,
  }
}

function deliveryDetailOf(deliveryId: string): DeliveryDetail {
  return {
    row: deliveryRowOf(deliveryId),
    accountId: null,
    headers: {},
    timeline: [],
    payload: { state: 'expired' },
    syncs: [],
    correlationId: 'correlation',
    position: 7,
    behind: false,
  }
}
