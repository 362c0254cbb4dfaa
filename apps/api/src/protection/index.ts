import type { Appender } from '@syncline/db/log'
import { type BreakerPolicy, defaultBreaker, type ProviderName } from '@syncline/domain/connection'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { TargetDirectory } from '../jobs/targets.ts'
import { createProtectionCommands } from './commands.ts'
import { createProtection } from './gate.ts'
import { createHealth } from './health.ts'
import { createNote } from './note.ts'
import { createProtectionReads } from './reads.ts'

export interface ProtectionDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly targets: TargetDirectory
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly log: Logger
  /** Who finds out what is told: the name of a worker, or of the role. */
  readonly part: string
  readonly now?: () => Date
  readonly random?: () => number
  /** What the installation sets for breakers, where neither provider nor connection has a rule of its own. */
  readonly breaker?: BreakerPolicy
  /** Between two looks at how a connection is. */
  readonly lookEveryMs?: number
}

/** The protection of providers, wired: the gate for calls, the looks at how they are, and what admins see and do. */
export function createProtectionParts(deps: ProtectionDeps) {
  const { now = () => new Date(), random = Math.random, breaker = defaultBreaker } = deps
  const note = createNote(deps, deps.part, now)
  const gate = createProtection({ ...deps, note, random, breaker })
  const health = createHealth({ ...deps, now, note, protection: gate })
  return {
    gate,
    health,
    ports: {
      protectionReads: createProtectionReads({ ...deps, breaker }),
      protectionCommands: createProtectionCommands({ ...deps, health, now }),
    },
  }
}
