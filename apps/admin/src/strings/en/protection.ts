import type { BreakerState, Health } from '@syncline/domain/connection'
import type { LimitView } from '@syncline/domain/view'
import { worded } from '../language.ts'
import { connections } from './connections.ts'

const count = (value: number) => value.toLocaleString('en-GB')
const failures = (value: number) => (value === 1 ? '1 failure' : `${count(value)} failures`)

export const protection = worded('protection', {
  title: 'Health and limits',
  text: (provider: string) =>
    `How ${provider} has answered, how many calls it gets, and when we leave it alone. What can’t go now waits, and no try is lost.`,
  loading: 'Health and limits are being loaded',
  failed: 'Health and limits could not be loaded; none changed',
  health: {
    healthy: 'Healthy',
    degraded: 'Degraded',
    down: 'Down',
    reconnect_needed: 'Sign in again',
  } satisfies Record<Health, string>,
  never: 'Nobody has looked yet. The first look comes within a minute.',
  looked: (took: string) => `answered in ${took}, looked at`,
  lookedFailed: 'did not answer as it should, looked at',
  history: 'Last looks, the newest at the right',
  historySpoken: (value: number, good: number) =>
    `${count(good)} of the last ${count(value)} looks were healthy`,
  look: 'Look now',
  looking: 'Looking',
  breaker: {
    title: 'When it keeps failing',
    states: {
      closed: 'Calls go out',
      open: 'Resting',
      half_open: 'Trying one call',
    } satisfies Record<BreakerState, string>,
    closed: (value: number, threshold: number) =>
      value === 0
        ? `No failure counted; it rests after ${failures(threshold)} in a row.`
        : `${failures(value)} in a row of ${count(threshold)}, then it rests.`,
    open: (value: number) => `After ${failures(value)} in a row nothing is sent. One call is tried at`,
    half: 'One call is out to see whether it is back. The rest waits.',
    last: 'Last failure:',
    reset: 'Send again now',
    isClosed: 'Calls go out already.',
  },
  resetting: {
    title: 'Send again now',
    text: (provider: string) =>
      `Calls go to ${provider} at once, and what waits follows. If it still fails, it rests again.`,
    label: 'Why',
    hint: 'Kept in the audit.',
    submit: 'Send again',
    submitting: 'Closing',
    done: 'Calls go out again.',
    refusals: { is_closed: 'Calls go out already: somebody or the trial call was first.' },
  },
  limits: {
    title: 'Calls it gets',
    of: {
      account: 'Whole account',
      writes: 'Writes of this connection',
      reads: 'Reads of this connection',
    } satisfies Record<LimitView['of'], string>,
    use: (used: number, calls: number, window: string) => `${count(used)} of ${count(calls)} in ${window}`,
    atOnce: 'Whole account, at the same time',
    out: (out: number, most: number) => `${count(out)} of ${count(most)} at once`,
    paused: 'It asked us to wait until',
  },
  errors: {
    title: 'What went wrong in the last 200 tries',
    none: 'Nothing.',
    times: (value: number) => (value === 1 ? 'once, ' : `${count(value)} times, last `),
  },
  form: {
    open: 'Change limits',
    title: 'Limits and rest',
    calls: { account: 'Calls, whole account', writes: 'Writes', reads: 'Reads' } satisfies Record<
      LimitView['of'],
      string
    >,
    seconds: 'In how many seconds',
    accountHint: 'Empty: what the provider is known to allow.',
    atOnce: 'Calls at once, whole account',
    atOnceHint: 'Of all its connections together; more wait. Empty: what the provider is known to allow.',
    ownHint: 'Empty: no limit of their own.',
    threshold: 'Rests after failures in a row',
    openSeconds: 'Rests for seconds',
    breakerHint: 'Empty: as usual.',
    notCalls: (most: number) => `A whole number from 1 to ${count(most)}.`,
    notSeconds: (least: number, most: number) =>
      `A number of seconds from ${count(least)} to ${count(most)}.`,
    together: 'Fill in both, or neither.',
    save: 'Save',
    saving: 'Saving',
    saved: 'Saved. Felt within a few seconds.',
    unchanged: 'Nothing is changed.',
  },
  mayNot: connections.policy.mayNot,
  isOff: 'It is switched off: nothing is asked.',
} as const)
