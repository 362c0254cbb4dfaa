import { maxRunPages, maxRunRests, type RunStatus } from './limits.ts'

/** Why something may not be done, as a key of the sentence shown beside the disabled button. */
export type RunRefusal =
  | 'already_paused'
  | 'already_running'
  | 'already_ended'
  | 'rested_too_often'
  | 'page_limit'

export type RunAllowed = { readonly allowed: true } | { readonly allowed: false; readonly reason: RunRefusal }

const yes: RunAllowed = { allowed: true }
const no = (reason: RunRefusal): RunAllowed => ({ allowed: false, reason })

interface Looked {
  readonly status: RunStatus
  readonly pages: number
  /** How often it was resumed. */
  readonly rests: number
}

/** What may be done with a run, said once: the decider refuses by it and the buttons grey out by it. */
export const runCan = {
  pause({ status, rests }: Looked): RunAllowed {
    if (status === 'paused') return no('already_paused')
    if (status !== 'running') return no('already_ended')
    return rests < maxRunRests ? yes : no('rested_too_often')
  },
  resume({ status, pages, rests }: Looked): RunAllowed {
    if (status === 'running') return no('already_running')
    if (status === 'completed' || status === 'cancelled') return no('already_ended')
    if (pages >= maxRunPages) return no('page_limit')
    return rests < maxRunRests ? yes : no('rested_too_often')
  },
  cancel: ({ status }: Looked): RunAllowed =>
    status === 'running' || status === 'paused' ? yes : no('already_ended'),
}
