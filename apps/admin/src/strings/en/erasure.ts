import { worded } from '../language.ts'
import { count } from './many.ts'

const of = (value: number, one: string, more: string) => `${count(value)} ${value === 1 ? one : more}`

export const erasure = worded('erasure', {
  text: 'Erasing a person destroys the keys that their names and records are sealed under, and what webhooks said of them. The log stays whole; nobody can read them in it any more.',
  closed: 'Erasures are not shown to you',
  closedText: (organization: string) => `An admin or an auditor of ${organization} can see them.`,
  mayNot: (organization: string) => `Only an admin of ${organization} can erase a person.`,
  loading: 'Erasures are being loaded',
  failed: 'Erasures could not be loaded; nothing changed',
  find: {
    label: 'Who is to be erased?',
    hint: 'The id of the person at any provider, or of a sync or payment of theirs. Names are sealed and can’t be searched.',
    submit: 'Find',
    busy: 'Finding…',
    missing: 'Type or paste an id first.',
    found: 'What the id leads to',
    none: 'Nothing here has this id',
    noneText: 'Check it, or take another id of the same person.',
    look: 'Look what there is',
    failed: 'It could not be looked up; nothing changed',
  },
  preview: {
    title: (name: string) => `What would be destroyed of ${name}`,
    somebody: 'this person',
    loading: 'It is being counted',
    failed: 'It could not be counted; nothing changed',
    known: 'Known as',
    gone: 'A connection that is gone',
    keys: 'Keys',
    keysText: (value: number) => of(value, 'key, for good', 'keys, for good'),
    syncs: 'Syncs',
    syncsText: (value: number) => `${of(value, 'sync shows', 'syncs show')} “erased” in place of the name`,
    waiting: 'Waiting',
    waitingText: (value: number) =>
      `${of(value, 'sync has', 'syncs have')} not gone out and will be called off`,
    unknown: 'Unknown',
    unknownText: (value: number) =>
      `${of(value, 'write has', 'writes have')} no certain outcome yet. Erased, ${value === 1 ? 'it' : 'they'} can neither be repeated nor asked about: you would have to check at the provider`,
    webhooks: 'Webhooks',
    webhooksText: (value: number, stored: string) =>
      `${of(value, 'webhook', 'webhooks')} known now; all ${stored} that are stored are searched for more`,
    attempts: 'Tries',
    attemptsText: (value: number) =>
      `${of(value, 'try stays', 'tries stay')}: what is kept of them is masked`,
    older: (value: number) =>
      `${of(value, 'sync was', 'syncs were')} sealed before people had keys of their own. ${value === 1 ? 'Its name' : 'Their names'} can still be opened with the organization’s key.`,
    before: 'This person was erased before, and something of them came in since.',
    beforeAll: 'This person was erased before, and nothing with a key of theirs came in since.',
    elsewhere:
      'Providers keep what they hold: erase the person there too. What is older than the erasure and comes late is thrown away; what the person does afterwards is taken in under a new key, and is named in the list below. Copies of the database from before, such as backups, still hold the keys.',
    erase: 'Erase this person',
  },
  dialog: {
    title: 'Erase this person for good?',
    text: 'It can’t be taken back or stopped. Nobody can restore what is destroyed, also not who runs Syncline for you.',
    reason: 'Reason',
    reasonHint: 'It goes into the log for good: write no name.',
    reasonMissing: 'Say why, in at least 3 letters.',
    confirm: (id: string) => `Type ${id} to confirm`,
    unlike: 'It is not the same yet.',
    submit: 'Erase for good',
    submitting: 'Asking for it…',
  },
  asked: 'The person is being erased',
  list: {
    title: 'Erased people',
    none: 'Nobody was erased here.',
    running: 'Being erased',
    searched: (value: number) => `${of(value, 'webhook', 'webhooks')} searched so far`,
    done: 'Erased',
    report: (keys: number, webhooks: number, syncs: number, cancelled: number) =>
      [
        of(keys, 'key destroyed', 'keys destroyed'),
        of(webhooks, 'webhook destroyed', 'webhooks destroyed'),
        of(syncs, 'sync unreadable', 'syncs unreadable'),
        ...(cancelled > 0 ? [of(cancelled, 'called off', 'called off')] : []),
      ].join(', '),
    unknown: (value: number) =>
      `${of(value, 'write is', 'writes are')} of unknown outcome: it was sent, and no answer came. Syncline can’t ask any more; look it up at the provider by its key.`,
    unknownTitle: 'Writes of unknown outcome',
    unknownWrite: (record: string, provider: string) => `${record}, to ${provider}`,
    unknownKey: 'Sent under the key',
    unknownRequest: (provider: string) => `${provider}’s id of the request`,
    unknownTried: 'sent',
    unknownMore: (value: number) => `${count(value)} more are not listed.`,
    returned: 'Erased before: something new of them came in',
    by: (name: string) => `by ${name}`,
  },
} as const)
