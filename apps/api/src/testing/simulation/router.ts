import type { Random } from '@syncline/sandbox'
import { createPlacer } from '../../jobs/place-change.ts'
import { createWaitingList } from '../../jobs/waiting-list.ts'
import { type Clock, createMachine } from './clock.ts'
import { appenderOf, openRecordKeys } from './hub.ts'
import type { ModelLog } from './log.ts'
import type { Source } from './source.ts'

export interface Router {
  /** Routes the next window; the same one again when its place in the log could not be kept. */
  advance(): void
  /** Another process goes on from the place in the log, and remembers nothing. */
  restart(): void
  readonly idle: boolean
}

const maxWindow = 5

/** The router's own placer, fed window by window from the model of the log. */
export function createRouterOn(
  clock: Clock,
  random: Random,
  log: ModelLog,
  source: Source,
  databaseTroublePercent: () => number,
): Router {
  let place = 0
  let busy = false
  let process = begin()

  function begin() {
    const machine = createMachine(clock, 'router')
    const placer = createPlacer({
      appender: appenderOf(machine, log, random, databaseTroublePercent),
      readEvent: async (_organizationId, position) => log.at(position),
      waiting: createWaitingList(),
      keys: openRecordKeys,
      now: clock.now,
    })
    return { machine, placer }
  }

  return {
    get idle() {
      return !busy && place === source.inbox.length
    },
    advance() {
      if (busy || place === source.inbox.length) return
      busy = true
      const { placer } = process
      const window = source.inbox.slice(place, place + maxWindow)
      Promise.all(window.map((change) => placer.place(change).settled))
        .then(() => {
          if (!random.chance(databaseTroublePercent())) place += window.length
        })
        // The database was away: the window comes again.
        .catch(() => {})
        .finally(() => {
          busy = false
        })
    },
    restart() {
      process.machine.die()
      process = begin()
      busy = false
    },
  }
}
