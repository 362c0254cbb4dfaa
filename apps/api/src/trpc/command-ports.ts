import type { ConflictPolicy } from '@syncline/domain/connection'
import type { Actor } from '@syncline/domain/event'
import type {
  BulkView,
  SavedView,
  SavedViewInput,
  ScheduleInput,
  ScopeInput,
  SyncRequestManyInput,
} from '@syncline/domain/view'
import type { BulkAsked } from '../commands/bulk.ts'
import type { createCustodyCommands } from '../commands/custody.ts'
import type { RequestedSyncs } from '../commands/request-sync.ts'
import type { createMappingCommands } from '../mapping/commands.ts'
import type { createMappingReads } from '../mapping/reads.ts'

/** As `createCustodyCommands` says. */
export type CustodyCommands = ReturnType<typeof createCustodyCommands>

export interface SyncCommand {
  readonly reason: string
  readonly actor: Actor
  readonly correlationId: string
}

/** They resolve with the log position of what was written, and throw SynclineError (RECORD_NOT_FOUND, STATE_CONFLICT). */
export interface SyncCommands {
  /** With the flow's mapping as it is by then, unless `mapping` says to keep the one it had. */
  retry(
    organizationId: string,
    syncId: string,
    command: SyncCommand & { readonly mapping?: 'current' | 'recorded' },
  ): Promise<{ position: number }>
  skip(organizationId: string, syncId: string, command: SyncCommand): Promise<{ position: number }>
  cancel(organizationId: string, syncId: string, command: SyncCommand): Promise<{ position: number }>
  resolve(
    organizationId: string,
    syncId: string,
    command: SyncCommand & { readonly choice: 'ours' | 'theirs' },
  ): Promise<{ position: number }>
  /** @throws SynclineError NOT_CONFIGURED when no flow goes this way */
  request(
    organizationId: string,
    input: SyncRequestManyInput,
    by: Pick<SyncCommand, 'actor' | 'correlationId'>,
  ): Promise<RequestedSyncs>
}

export interface ConnectionCommands {
  /** @throws SynclineError RECORD_NOT_FOUND */
  setConflictPolicy(
    organizationId: string,
    flowId: string,
    command: Pick<SyncCommand, 'actor' | 'correlationId'> & { readonly policy: ConflictPolicy },
  ): Promise<{ position: number }>
  /** @throws SynclineError RECORD_NOT_FOUND */
  setRetryPolicy(
    organizationId: string,
    connectionId: string,
    command: Pick<SyncCommand, 'actor' | 'correlationId'> & {
      readonly retryWaitsMs: readonly number[] | null
    },
  ): Promise<{ position: number }>
  /** @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT */
  setSchedule(
    organizationId: string,
    input: ScheduleInput,
    by: Pick<SyncCommand, 'actor' | 'correlationId'>,
  ): Promise<{ position: number }>
  /** @throws SynclineError RECORD_NOT_FOUND, STATE_CONFLICT */
  setScope(
    organizationId: string,
    input: ScopeInput,
    by: Pick<SyncCommand, 'actor' | 'correlationId'>,
  ): Promise<{ position: number }>
}

export type Mappings = ReturnType<typeof createMappingReads> & ReturnType<typeof createMappingCommands>

export interface BulkCommands {
  /** @throws SynclineError STATE_CONFLICT, INVALID_INPUT */
  request(organizationId: string, asked: BulkAsked): Promise<{ position: number; total: number }>
  stop(
    organizationId: string,
    bulkId: string,
    by: Pick<SyncCommand, 'actor' | 'correlationId'>,
  ): Promise<{ position: number }>
  /** Null when it does not exist in this organization, whether or not it does in another. */
  get(organizationId: string, bulkId: string): Promise<BulkView | null>
}

/** Throw SynclineError (RECORD_NOT_FOUND, STATE_CONFLICT, PAYLOAD_EXPIRED, SUBJECT_ERASED). */
export interface WebhookCommands {
  /** Resolves with the log position of what was written. */
  replay(organizationId: string, deliveryId: string, command: SyncCommand): Promise<{ position: number }>
}

export interface SavedViews {
  list(organizationId: string): Promise<readonly SavedView[]>
  /** @throws SynclineError STATE_CONFLICT when the name is taken, or there are too many */
  save(organizationId: string, view: SavedViewInput, by: Actor): Promise<{ viewId: string }>
  /** @throws SynclineError RECORD_NOT_FOUND */
  remove(organizationId: string, viewId: string): Promise<{ viewId: string }>
}

export interface DemoOrganization {
  /**
   * Makes it where it is missing, and the person an admin of it; null where a program asks.
   * @throws SynclineError NOT_CONFIGURED where no sandbox plays the providers
   */
  load(userId: string | null): Promise<{ organizationId: string }>
}
