import { UnsealableError } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { claimHealthLooks, type DueLook, knownHealth, putOffLook, recordLook } from '@syncline/db/protection'
import { judgeHealth, type ProviderName } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { TargetDirectory } from '../jobs/targets.ts'
import type { Protection } from './gate.ts'
import type { NoteProtection } from './note.ts'

export interface HealthDeps {
  readonly pool: pg.Pool
  readonly targets: Pick<TargetDirectory, 'open' | 'isOff'>
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly protection: Pick<Protection, 'enterPastBreaker'>
  readonly note: NoteProtection
  readonly now: () => Date
  readonly log: Logger
  /** Between two looks; of FlashERP a quarter of an hour at least. */
  readonly lookEveryMs?: number
}

const defaultLookEveryMs = 300_000
const flasherpLeastMs = 900_000
const lookTimeoutMs = 20_000
const togetherMost = 5
const mostAtOnce = 50

/** Looks at providers: one cheap call that proves the credentials. */
export function createHealth(deps: HealthDeps) {
  const { pool, now, lookEveryMs = defaultLookEveryMs } = deps
  const nextInMs = (provider: ProviderName) =>
    provider === 'flasherp' ? Math.max(lookEveryMs, flasherpLeastMs) : lookEveryMs

  async function probe({ organizationId, connectionId, provider }: DueLook) {
    const startedMs = performance.now()
    const failed = (code: ErrorCode) => ({ code, tookMs: Math.round(performance.now() - startedMs) })
    try {
      const target = await deps.targets.open(organizationId, connectionId)
      if (!target) return failed('NOT_CONFIGURED')
      if (target === 'away') return failed('PROVIDER_UNAVAILABLE')
      const { probe } = await deps.loadProvider(provider)
      const result = await probe({ ...target, now, signal: AbortSignal.timeout(lookTimeoutMs) })
      return { code: result.ok ? null : result.code, tookMs: Math.round(result.tookMs) }
    } catch (error) {
      if (error instanceof UnsealableError) return failed('NOT_CONFIGURED')
      deps.log.error({ err: error, organizationId, connectionId }, 'a look at a provider tripped')
      return failed('UNKNOWN')
    }
  }

  /** @returns 0 when it was looked at, or the milliseconds until there is a call left for it */
  async function look(due: DueLook): Promise<number> {
    const { organizationId, connectionId, provider } = due
    const entry = await deps.protection.enterPastBreaker(organizationId, connectionId, 'read')
    if (!entry.ok) {
      await withOrganization(pool, organizationId, (tx) =>
        putOffLook(tx, organizationId, connectionId, entry.waitMs),
      )
      return entry.waitMs
    }
    const { code, tookMs } = await probe(due).finally(entry.release)
    const { before, after } = await withOrganization(pool, organizationId, async (tx) => {
      const before = await knownHealth(tx, organizationId, connectionId)
      const failures = code === null ? 0 : before.failures + 1
      const after = { health: judgeHealth({ code, tookMs, failures }), code, tookMs, failures }
      await recordLook(tx, organizationId, connectionId, after, nextInMs(provider))
      return { before: before.health, after }
    })
    if (after.health !== before)
      await deps.note(organizationId, connectionId, { type: 'HealthChanged', data: { ...after, before } })
    return 0
  }

  return {
    look,
    /** Whether nothing may be asked of it, by whichever switch. */
    isOff: ({ organizationId, connectionId }: Omit<DueLook, 'provider'>) =>
      deps.targets.isOff(organizationId, [connectionId]),
    /** Looks at all that is due, of every organization; each look is made by one worker. @returns how many */
    async lookAtDue(): Promise<number> {
      const due = [...(await claimHealthLooks(pool, mostAtOnce))]
      const all = due.length
      const one = async () => {
        for (let next = due.pop(); next; next = due.pop()) {
          const { organizationId, connectionId } = next
          // Switched off by the installation: it comes up again.
          if (await deps.targets.isOff(organizationId, [connectionId])) continue
          await look(next).catch((error) =>
            deps.log.error({ err: error, organizationId, connectionId }, 'a look could not be written down'),
          )
        }
      }
      await Promise.all(Array.from({ length: togetherMost }, one))
      return all
    },
  }
}
export type HealthLooks = ReturnType<typeof createHealth>
