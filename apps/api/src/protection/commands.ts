import { isDeepStrictEqual } from 'node:util'
import type { Appender } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import {
  closeBreaker,
  forgetTurns,
  listStandings,
  readBreaker,
  type StandingRow,
} from '@syncline/db/protection'
import { findConnection } from '@syncline/db/queries'
import { type ConnectionCommand, type LimitPolicy, usualPolicy } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
import type pg from 'pg'
import { CircuitError } from '../failure/circuit-error.ts'
import type { TargetDirectory } from '../jobs/targets.ts'
import { bucketsOf, callerOf } from './budgets.ts'
import type { HealthLooks } from './health.ts'
import { createConnectionRunner } from './note.ts'

interface By {
  readonly actor: Actor
  readonly correlationId: string
}

/** What admins do about the protection of a provider. All throw SynclineError RECORD_NOT_FOUND. */
export function createProtectionCommands(deps: {
  pool: pg.Pool
  appender: Appender
  targets: Pick<TargetDirectory, 'caller'>
  health: Pick<HealthLooks, 'look' | 'isOff'>
  now?: () => Date
}) {
  const { pool, now = () => new Date() } = deps
  const runner = createConnectionRunner(deps)
  const run = async (organizationId: string, connectionId: string, command: ConnectionCommand, by: By) => {
    const stream = streamName('connection', connectionId)
    const { position } = await runner.run({ organizationId, stream, command, context: { now: now(), ...by } })
    return { position }
  }

  /** The budgets of a connection, and the other connections that lead to its account. */
  async function ofAccount(organizationId: string, connectionId: string) {
    const rows = await withOrganization(pool, organizationId, (tx) => listStandings(tx, organizationId))
    const found = rows.find((row) => row.connectionId === connectionId)
    if (!found) return { own: [], others: [] }
    const bucketsOfRow = async (row: StandingRow) =>
      bucketsOf(row.connectionId, row, await callerOf(deps.targets, organizationId, row.connectionId, row))
    const own = await bucketsOfRow(found)
    const others: StandingRow[] = []
    for (const row of rows)
      if (
        row !== found &&
        row.provider === found.provider &&
        (await bucketsOfRow(row)).account === own.account
      )
        others.push(row)
    return { own: Object.values(own), others }
  }

  return {
    /** Felt by every worker within a second or two. What holds for the account is set for all connections to it. */
    async setLimits(organizationId: string, connectionId: string, policy: LimitPolicy, by: By) {
      const set = await run(organizationId, connectionId, { type: 'setLimits', policy }, by)
      const { account, atOnce } = policy
      const { own, others } = await ofAccount(organizationId, connectionId)
      for (const other of others) {
        const known = other.policy ?? usualPolicy
        const changed = { ...known, account, atOnce }
        if (!isDeepStrictEqual(known, changed))
          await run(organizationId, other.connectionId, { type: 'setLimits', policy: changed }, by)
      }
      await withOrganization(pool, organizationId, (tx) => forgetTurns(tx, organizationId, own))
      return set
    },
    /** @throws SynclineError STATE_CONFLICT when it is closed and nothing was counted */
    async resetBreaker(organizationId: string, connectionId: string, reason: string, by: By) {
      const breaker = await withOrganization(pool, organizationId, async (tx) => {
        if (!(await findConnection(tx, organizationId, connectionId)))
          throw new SynclineError('RECORD_NOT_FOUND')
        return readBreaker(tx, organizationId, connectionId)
      })
      const { state, failures } = breaker ?? { state: 'closed', failures: 0 }
      if (state === 'closed' && failures === 0)
        throw new CircuitError('STATE_CONFLICT', { state, failures }, { reason: 'is_closed' })
      const event = { type: 'CircuitClosed', data: { reason } } as const
      const reset = await run(organizationId, connectionId, { type: 'noteProtection', event }, by)
      await withOrganization(pool, organizationId, (tx) => closeBreaker(tx, organizationId, connectionId))
      return reset
    },
    /** @throws SynclineError STATE_CONFLICT while it is switched off; RATE_LIMIT_EXCEEDED while no call is left for it */
    async checkHealth(organizationId: string, connectionId: string): Promise<void> {
      const found = await withOrganization(pool, organizationId, (tx) =>
        findConnection(tx, organizationId, connectionId),
      )
      if (!found) throw new SynclineError('RECORD_NOT_FOUND')
      if (await deps.health.isOff({ organizationId, connectionId }))
        throw new SynclineError('STATE_CONFLICT', { reason: 'is_off' })
      const { provider } = found
      const waitMs = await deps.health.look({ organizationId, connectionId, provider })
      if (waitMs > 0) throw new SynclineError('RATE_LIMIT_EXCEEDED', { retryAfterMs: waitMs })
    },
  }
}
export type ProtectionCommands = ReturnType<typeof createProtectionCommands>
