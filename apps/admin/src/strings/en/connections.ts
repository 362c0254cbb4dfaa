import type { ConflictPolicy, Entity } from '@syncline/domain/connection'
import { worded } from '../language.ts'
import { syncs } from './syncs.ts'

const entitiesOf = (entities: readonly Entity[]) =>
  entities
    .map((entity) => syncs.entityPlural[entity].toLowerCase())
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1')
const retriesOf = (value: number) =>
  value === 0 ? 'No retries' : value === 1 ? '1 retry' : `${value} retries`

export const connections = worded('connections', {
  title: 'Connections',
  loading: 'Connections are being loaded',
  failed: 'Connections could not be loaded; none changed',
  lead: (value: number) => (value === 1 ? '1 connection' : `${value} connections`),
  /** What is the matter with some of them; `parts` is empty when nothing is. */
  verdict: (all: string, parts: readonly string[]) =>
    parts.length === 0 ? `${all}, none needs a person.` : `${all}: ${parts.join(', ')}.`,
  matters: {
    reconnect: (value: number) => `${value} to sign in again`,
    down: (value: number) => `${value} down`,
    resting: (value: number) => `${value} resting`,
    degraded: (value: number) => `${value} degraded`,
    failing: (value: number) => `${value} with failures`,
    off: (value: number) => `${value} switched off`,
  },
  empty: 'Nothing is connected yet',
  emptyText:
    'A connection joins a venue to a provider. When there is one, it shows here with what flows through it.',
  missing: 'This connection does not exist here',
  back: 'Back to Connections',
  breadcrumb: 'You are here',
  venueText: (value: number, finished: string | null) =>
    `${value === 1 ? '1 connection' : `${value} connections`}${finished === null ? '' : `, ${finished} syncs in 24 h`}`,
  dayText: (through: string, failed: string | null) =>
    `${through} through in 24 h, ${failed === null ? 'none' : failed} failed.`,
  limit: 'Limit',
  breaker: 'Breaker',
  breakerClosed: (value: number) =>
    value === 0 ? 'Closed' : `Closed, ${value === 1 ? '1 failure' : `${value} failures`}`,
  breakerOpen: 'Open, one call',
  breakerTrial: 'One call is out',
  credential: 'Credential',
  noCredential: 'None',
  credentialText: (ending: string | null, days: number) =>
    `${ending ?? 'Given'}, ${days === 0 ? 'today' : days === 1 ? '1 day old' : `${days} days old`}`,
  nextRun: 'Next run',
  noRun: 'Not planned',
  foot: {
    named: (what: string, name: string) => `${what}: ${name}`,
    off: (reason: string) => `“${reason}” Webhooks are still stored.`,
    reconnect: 'What goes there waits; none is lost.',
    resting: (value: number) =>
      `${value === 1 ? '1 failure' : `${value} failures`} in a row. What waits burns no tries.`,
    down: 'The last looks found nobody there.',
    degraded: 'It answers slowly, or not always.',
    failed: (value: string) => `${value} failed in 24 h.`,
    seeFailed: 'See failed',
    see: 'See why',
    old: 'The key is older than 90 days.',
    rotate: 'Rotate…',
  },
  sendTest: {
    send: 'Send test',
    waiting: (provider: string) => `The sandbox makes a change in ${provider}; its webhook is on its way.`,
    arrived: 'Arrived:',
    mayNot: (organization: string) => `Admins send tests. Ask an admin of ${organization}.`,
  },
  signIn: {
    done: (name: string) => `${name} is connected.`,
    saidNo: 'Access was refused at the provider. Nothing was connected; begin again when you want to.',
    over: 'This sign-in was over: it was used already, a quarter of an hour old, or begun by somebody else. Nothing changed; begin again.',
    anotherAccount:
      'That was another account than this connection’s. Nothing changed: sign in to its own account, or connect the other one as a connection of its own.',
    notDone: 'Signing in did not work.',
    provider: 'the provider',
    needed: 'Reconnect needed',
    neededText: (provider: string) =>
      `${provider} lets us in no more. Nothing goes there or comes from there until a person signs in again.`,
    since: 'Since',
    again: 'Sign in again',
    mayNot: (organization: string) => `Admins sign in again. Ask an admin of ${organization}.`,
  },
  webhook: 'Webhook address',
  webhookHint: (provider: string) =>
    `${provider} sends its webhooks here, signed with this connection’s secret.`,
  about: 'About this connection',
  flows: 'What flows',
  out: (entities: readonly Entity[], name: string) => `${capital(entitiesOf(entities))} go to ${name}`,
  in: (entities: readonly Entity[], name: string) => `${capital(entitiesOf(entities))} come from ${name}`,
  noFlows: 'Nothing flows through it.',
  chooseFlows: 'Choose what flows…',
  mayNotChooseFlows: (organization: string) => `Admins choose what flows. Ask an admin of ${organization}.`,
  facts: 'What is shown',
  usualFacts: 'The usual',
  account: 'Account at the provider',
  noAccount: 'Not told apart',
  id: 'Connection id',
  retries: 'Retries',
  retriesShort: (value: number, first: string | null) =>
    first === null ? retriesOf(value) : `${retriesOf(value)}, the first after ${first}`,
  retriesNow: (what: string, usual: boolean) =>
    usual ? `${what}, as usual.` : `${what}, set for this connection.`,
  conflicts: {
    title: 'When both sides changed',
    text: 'A record can be changed at its source and here before they agree again. Chosen for each flow; it holds for conflicts that are found from now on.',
    flow: (entity: Entity, source: string) => `${syncs.entityPlural[entity]} from ${source}`,
    policies: {
      source_wins: 'The source wins: its change is written over the one here',
      target_wins: 'This side wins: its change stays, the other is not sent',
      newest_wins: 'The newest wins: the later change stays',
      ask: 'Ask: it waits until a person has compared both',
    } satisfies Record<ConflictPolicy, string>,
    saved: 'Saved. It holds for conflicts that are found from now on.',
  },
  policy: {
    text: (name: string) =>
      `When ${name} can’t be written to for a while, a sync is tried again by itself. This holds for syncs that are asked for from now on; what is in line keeps its waits.`,
    how: 'How the waits are told',
    doubling: 'Doubling',
    list: 'One by one',
    retries: 'Retries',
    retriesHint: (most: number) => `0 to ${most}. With 0 it waits for a person at once.`,
    first: 'First wait, in seconds',
    firstHint: 'Each wait after it is twice as long, an hour at most.',
    seconds: 'Waits, in seconds',
    secondsHint: (most: number) => `In their order, up to ${most}: for example 2, 10, 60.`,
    notRetries: (most: number) => `A whole number from 0 to ${most}.`,
    notWait: (longest: number) => `A number of seconds from 0 to ${longest}.`,
    notWaits: (longest: number) => `Numbers of seconds from 0 to ${longest}, with commas between them.`,
    tooMany: (most: number) => `These are more than ${most}.`,
    preview: 'When the tries go out',
    try: (number: number) => `Try ${number}`,
    at: (after: string) => `after ${after}`,
    atOnce: 'at once',
    givesUp: (after: string) => `After ${after} without success it waits for a person.`,
    givesUpAtOnce: 'After the first try without success it waits for a person.',
    jitter: 'Waits vary by up to a quarter, and a provider that asks for a longer wait gets it.',
    save: 'Save',
    saving: 'Saving',
    reset: 'Use the usual ones',
    saved: 'Saved. It holds for syncs that are asked for from now on.',
    mayNot: (organization: string) => `Admins change this. Ask an admin of ${organization}.`,
    unchanged: 'Nothing is changed.',
    isUsual: 'It has the usual ones.',
  },
} as const)

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
