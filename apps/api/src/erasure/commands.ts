import { addressesPlace, type Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { connectionNames } from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
import {
  decideErasure,
  type Erasure,
  type ErasureCommand,
  evolveErasure,
  initialErasure,
  type SubjectEvent,
} from '@syncline/domain/subject'
import type { ErasureTarget } from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { type CommandRunner, createCommandRunner } from '../commands/runner.ts'
import { addressesOf, findPerson } from './person.ts'

export type ErasureRunner = CommandRunner<Erasure, ErasureCommand>

export function createErasureRunner(deps: { pool: pg.Pool; appender: Appender }): ErasureRunner {
  return createCommandRunner<Erasure, ErasureCommand, SubjectEvent>(
    { initial: initialErasure, evolve: evolveErasure, decide: decideErasure },
    deps,
  )
}

export interface ErasureCommandsDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly runner: ErasureRunner
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now?: () => Date
}

/** What was asked for: who, why, and under which id, so that asking twice erases once. */
export interface ErasureAsked {
  readonly erasureId: string
  readonly target: ErasureTarget
  readonly reason: string
  readonly actor: Actor
  readonly correlationId: string
}

export function createErasureCommands(deps: ErasureCommandsDeps) {
  const { pool, vault, runner, loadProvider, now = () => new Date() } = deps
  return {
    /**
     * Asks for everything about a person to be destroyed; a worker does it. It can't be taken back.
     * @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT as `findPerson`; STATE_CONFLICT when it was asked for before
     */
    async request(organizationId: string, asked: ErasureAsked): Promise<{ position: number }> {
      const { erasureId, target, reason, actor, correlationId } = asked
      const keys = await vault.keysOf(organizationId)
      const request = await withOrganization(pool, organizationId, async (tx) => {
        const reader = { tx, organizationId, keys, loadProvider }
        const person = await findPerson(reader, target)
        const known = await connectionNames(
          tx,
          organizationId,
          person.objects.map(({ connectionId }) => connectionId),
        )
        if (known.size === 0) throw new SynclineError('RECORD_NOT_FOUND')
        const addresses = await addressesOf(reader, person)
        const sealed = async () => {
          // The key goes with the person's others: after the erasure nobody knows what was looked for.
          const [subjectId = ''] = person.subjectIds
          const records = await keys.forRecords(tx, { subjectIds: [subjectId], fresh: true })
          return records.sealText(
            addressesPlace(organizationId, erasureId),
            JSON.stringify(addresses),
            subjectId,
          )
        }
        return {
          reason,
          objects: [...person.objects],
          subjectIds: [...person.subjectIds],
          addresses: addresses.length === 0 ? null : await sealed(),
        }
      })
      const { position } = await runner.run({
        organizationId,
        stream: streamName('subject', erasureId),
        command: { type: 'request', request },
        context: { now: now(), actor, correlationId },
      })
      return { position }
    },
  }
}
