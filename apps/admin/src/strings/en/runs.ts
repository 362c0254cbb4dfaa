import type { Entity } from '@syncline/domain/connection'
import type { RunCounts, RunKind, RunRefusal, RunStatus } from '@syncline/domain/run'
import type { RunHold } from '@syncline/domain/view'
import { worded } from '../language.ts'
import { list } from './list.ts'
import { syncs } from './syncs.ts'

const plural = (entity: Entity) => syncs.entityPlural[entity]
const count = (value: number) => list.count(value)

export const runs = worded('runs', {
  title: 'Runs',
  lead: 'A run pulls many records of a connection, page by page. What differs from what is known travels on along its flows.',
  loading: 'Runs are being loaded',
  failed: 'Runs could not be loaded; none changed',
  empty: 'Nothing was pulled yet',
  emptyText: 'A run brings everything in step that was there before its webhooks were, or that they missed.',
  emptyHere: 'None yet. A run brings in step what was there before webhooks were, or what they missed.',
  filteredEmpty: 'No run matches these filters',
  clear: 'Clear filters',
  toConnections: 'Open Connections',
  all: 'All',
  byStatus: 'Runs by status',
  counted: (label: string, value: string) => `${label} ${value}`,
  status: {
    running: 'Running',
    paused: 'Paused',
    completed: 'Completed',
    cancelled: 'Cancelled',
    failed: 'Failed',
  } satisfies Record<RunStatus, string>,
  waiting: 'Waiting',
  partly: 'Completed in part',
  what: (kind: RunKind, entity: Entity) =>
    kind === 'full' ? `All ${plural(entity).toLowerCase()}` : plural(entity),
  since: 'changed since',
  everything: 'all of them: no run of them was completed before',
  balance: ({ read, changed, unchanged, leftOut, unreadable }: RunCounts, goesOn: boolean) =>
    `${count(read)} read${goesOn ? ' so far' : ''} = ${[
      `${count(changed)} changed`,
      `${count(unchanged)} unchanged`,
      ...(leftOut > 0 ? [`${count(leftOut)} of erased people`] : []),
      ...(unreadable > 0 ? [`${count(unreadable)} unreadable`] : []),
    ].join(' + ')}`,
  lastRead: (value: number) => `the last full run read ${count(value)}`,
  pages: (value: number) => (value === 1 ? '1 page' : `${count(value)} pages`),
  asked: (value: number) => (value === 1 ? '1 sync asked for' : `${count(value)} syncs asked for`),
  nothingAsked: 'No sync was needed',
  hold: {
    limit: (provider: string) => `${provider} allows no more calls now; goes on`,
    breaker: (provider: string) => `${provider} failed again and again and is left in peace; goes on`,
    switch_off: () => 'The connection is switched off; looked at again',
    sign_in: (provider: string) => `${provider} has to renew its sign-in; tried again`,
    retry_at: (provider: string) => `${provider} did not answer; tried again`,
  } satisfies Record<RunHold, (provider: string) => string>,
  by: (name: string) => `by ${name}`,
  pause: 'Pause',
  paused: 'It pauses after the page in hand.',
  resume: 'Resume',
  resumed: 'It goes on from its checkpoint.',
  cancel: 'Cancel',
  cancelled: 'It ends after the page in hand.',
  verbOf: (verb: string, what: string) => `${verb}: ${what}`,
  refusal: {
    already_paused: 'It is paused already.',
    already_running: 'It goes on already.',
    already_ended: 'It is over.',
    rested_too_often: 'It was paused too often. Cancel it and start another.',
    page_limit: 'It read as many pages as a run may. Start an incremental one.',
  } satisfies Record<RunRefusal, string>,
  goingOn: 'A run of these records is not over yet: pause, resume or cancel that one first.',
  noFlow: 'Nothing leads on from there: a flow decides where records go.',
  mayNot: (organization: string) => `Operators and admins start runs. Ask an admin of ${organization}.`,
  noFlows: 'Nothing that can be pulled flows from here.',
  older: 'Show older',
  loadingOlder: 'Loading',
  all_runs: 'All runs',
  start: {
    open: 'Start a run',
    title: (name: string) => `Pull records of ${name}`,
    kind: 'How much',
    full: 'Everything',
    incremental: 'What changed',
    fullText: 'Every record is read and compared with what is known. Nothing is sent twice.',
    incrementalText:
      'What was changed since the last completed run began, and a little before; everything where there was none.',
    stripe: 'Stripe lists what was made since then, not what was changed: its webhooks tell that.',
    entities: 'Records',
    none: 'Choose at least one kind.',
    submit: (value: number) => (value === 1 ? 'Start 1 run' : `Start ${value} runs`),
    submitting: 'Starting',
    started: (value: number) => (value === 1 ? 'The run is on its way.' : `${value} runs are on their way.`),
  },
  cancelling: {
    title: (what: string) => `Cancel the run: ${what}`,
    text: 'The page in hand is its last. What it asked for by then travels on.',
    submit: 'Cancel the run',
    submitting: 'Cancelling',
    dismiss: 'Leave it',
  },
} as const)
