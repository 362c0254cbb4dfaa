import { SynclineError } from '@syncline/domain/error'
import type { LiveChange, SyncList, SyncListInput } from '@syncline/domain/view'
import type { AuditEntry } from '../trpc/audit-port.ts'
import type { SyncCommand } from '../trpc/command-ports.ts'
import type { Ports } from '../trpc/ports.ts'
import { createMemoryBell } from './memory-bell.ts'
import { createOwnedPorts } from './owned-ports.ts'
import { deliveryDetailOf, deliveryRowOf, detailOf, noFaces, rowOf } from './samples.ts'

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

/**
 * @param owners organization of each sync id
 * @param real what is not in memory
 */
export function createMemoryPorts(
  owners: ReadonlyMap<string, string>,
  real: Pick<Ports, 'apiKeys' | 'auditReads' | 'people' | 'refusals' | 'sessions'>,
): MemoryPorts {
  const commands: RecordedCommand[] = []
  const audited: AuditEntry[] = []
  const listed: SyncListInput[] = []
  const bell = createMemoryBell()
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
  const owned = (organizationId: string) =>
    [...owners].filter(([, owner]) => owner === organizationId).map(([id]) => id)
  return {
    ...real,
    ...createOwnedPorts(owners),
    ring: bell.ring,
    listening: bell.listening,
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
      async sums() {
        return { sums: [{ minor: '5000', currency: 'NGN' }], complete: true }
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
    webhookCommands: {
      replay: command('replay'),
    },
    searchReads: {
      find: async (organizationId, text) =>
        owners.get(text) === organizationId ? [{ kind: 'sync', by: 'id', row: rowOf(text) }] : [],
    },
    erasureReads: {
      preview: async () => {
        throw new SynclineError('RECORD_NOT_FOUND')
      },
      list: async () => [],
      get: async () => null,
    },
    erasureCommands: { request: async () => ({ position: 1 }) },
    demoOrganization: { load: async () => ({ organizationId: 'demo' }) },
    privacy: {
      policyOf: async () => 'mask',
      setPolicy: async () => ({ position: 1 }),
      admitAll: async (_organizationId, texts) => texts,
    },
    audit: { record: async (entry) => void audited.push(entry) },
    liveBell: bell.liveBell,
  }
}
