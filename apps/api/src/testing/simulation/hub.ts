import type { OrganizationKeys, RecordKeys } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { SynclineError } from '@syncline/domain/error'
import { decide } from '@syncline/domain/sync'
import type { Random } from '@syncline/sandbox'
import type { SyncRunner } from '../../commands/sync.ts'
import type { Machine } from './clock.ts'
import { foldSync, type ModelLog } from './log.ts'

/** Nothing is secret here; what is sealed stays readable, so that a failing seed can be read. */
const open = {
  sealBytes: (_place: unknown, plain: Uint8Array) => Buffer.from(plain),
  openBytes: (_place: unknown, sealed: Uint8Array) => Buffer.from(sealed),
  sealText: (_place: unknown, plain: string) => plain,
  openText: (_place: unknown, sealed: string) => sealed,
}
/** Nobody is erased here. */
export const openRecordKeys: RecordKeys = { ...open, isErased: () => false, erasedAt: () => null }
export const openKeys: OrganizationKeys = {
  ...open,
  version: 1,
  forRecords: async () => openRecordKeys,
  digest: (purpose) => purpose,
}

/** The log as one process reaches it: one append after another; now and then the answer, or the request, is lost. */
export function appenderOf(
  machine: Machine,
  log: ModelLog,
  random: Random,
  troublePercent: () => number,
): Pick<Appender, 'append'> {
  let last: Promise<unknown> = Promise.resolve()
  const away = () => new SynclineError('DATABASE_UNAVAILABLE')

  async function write(request: Parameters<Appender['append']>[0]) {
    await machine.wait(random.whole(1, 20))
    const trouble = random.chance(troublePercent()) ? random.pick(['before', 'after']) : null
    if (trouble === 'before') throw away()
    const result = log.append(request)
    await machine.wait(random.whole(1, 20))
    if (trouble === 'after') throw away()
    return result
  }

  return {
    append(request) {
      const mine = last.then(() => write(request))
      last = mine.catch(() => {})
      return mine
    },
  }
}

const maxTries = 3

/** Load, decide, append with the expected version: the promise of the command runner, on the model of the log. */
export function runnerOn(
  machine: Machine,
  log: ModelLog,
  appender: Pick<Appender, 'append'>,
  random: Random,
): SyncRunner {
  return {
    async run({ organizationId, stream, command, context, expectedVersion }) {
      for (let tries = 1; tries <= maxTries; tries++) {
        await machine.wait(random.whole(1, 20))
        const events = log.stream(stream)
        if (expectedVersion !== undefined && expectedVersion !== events.length) break
        const state = foldSync(events)
        const decision = decide(typeof command === 'function' ? command(state) : command, state, context)
        if (!decision.ok) throw new SynclineError(decision.code, decision.details)
        const result = await appender.append({
          organizationId,
          stream,
          events: decision.events,
          context,
          expectedVersion: events.length,
        })
        if (result.outcome === 'conflict') continue
        const { position, version } = result
        return { position, version, tries, state: foldSync(log.stream(stream).slice(0, version)) }
      }
      throw new SynclineError('STATE_CONFLICT', { reason: 'changed_meanwhile' })
    },
  }
}
