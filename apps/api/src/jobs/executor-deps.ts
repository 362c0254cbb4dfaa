import type { Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import type { ProviderName } from '@syncline/domain/connection'
import type { SyncJob } from '@syncline/domain/job'
import type { Provider } from '@syncline/providers/port'
import type { Logger } from 'pino'
import type { SyncRunner } from '../commands/sync.ts'
import type { MapRecord } from '../mapping/map-record.ts'
import type { Protection } from '../protection/gate.ts'
import type { Seats } from './seats.ts'
import type { SyncStore } from './sync-store.ts'
import type { TargetDirectory } from './targets.ts'

export interface ExecutorDeps {
  readonly store: SyncStore
  readonly vault: Vault
  readonly appender: Appender
  readonly runner: SyncRunner
  readonly targets: TargetDirectory
  readonly protection: Protection
  /** One's share of the syncs that may be out at once; without it there is room for all. */
  readonly seats?: Seats
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly mapRecord: MapRecord
  readonly worker: string
  readonly now: () => Date
  readonly random: () => number
  readonly pause: (waitMs: number) => Promise<void>
  readonly log: Logger
  /** Puts the sync in line again a little later, without a fact in the log: another sync of the record is out. */
  readonly again: (job: SyncJob, waitMs: number) => Promise<void>
  readonly signal: AbortSignal
}

/** What one job came to; only for counting. */
export type Executed =
  | 'nothing_to_do'
  | 'lane_busy'
  /** Its provider keeps too many waiting already. */
  | 'no_seat'
  | 'superseded'
  | 'refused'
  | 'waiting'
  | 'done'
  | 'failed'
  | 'lost'
