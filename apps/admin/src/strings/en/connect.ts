import type { Entity } from '@syncline/domain/connection'
import { worded } from '../language.ts'
import { midSentence } from './many.ts'
import { syncs } from './syncs.ts'

const plural = (entity: Entity) => syncs.entityPlural[entity]

export const connect = worded('connect', {
  action: 'Connect a provider',
  mayNot: (organization: string) => `Admins connect providers. Ask an admin of ${organization}.`,
  closed: 'Connecting is for admins',
  title: 'Connect a provider',
  titled: (provider: string) => `Connect ${provider}`,
  loading: 'What can be connected is being loaded',
  failed: 'What can be connected could not be loaded; nothing changed',
  steps: 'Steps',
  step: {
    provider: 'Provider',
    credentials: 'Credentials',
    choose: 'What it is about',
    flows: 'What flows',
    schedule: 'When',
    done: 'Done',
  },
  choose: 'Which provider?',
  chooseText: 'One decision at a time; nothing is kept before the provider has taken the credentials.',
  asks: (fields: readonly string[]) =>
    `Asks for ${fields.map(midSentence).join(', ')}.`.replace(/, ([^,]*)$/, ' and $1'),
  asksSignIn: (provider: string) => `You sign in at ${provider}.`,
  signInText: (provider: string) =>
    `You go to ${provider}, sign in there and choose the company. It brings you back here; no password comes to us.`,
  signIn: (provider: string) => `Sign in at ${provider}`,
  leaving: (provider: string) => `Going to ${provider}`,
  back: 'Back',
  name: 'Name',
  nameHint: 'As it is called on every page, for example “FlashERP · Ember Café”.',
  venue: 'Venue',
  venueHint: 'Connections are shown by the venue they belong to.',
  account: 'Account id at the provider',
  accountHint: 'Keeps two accounts apart. Leave it out when there is only one.',
  address: 'Address',
  addressHint: 'Where its API is. Only the provider’s own is taken.',
  addressFollows: 'Where its API is. Leave it out: it follows from the key.',
  secretHint: (help: string, required: boolean) =>
    required ? help : `${help} It can be given later, when the provider knows our address.`,
  needed: 'This is needed.',
  test: 'Test',
  testing: 'Asking',
  tested: (provider: string, took: number) => `${provider} took the credentials, in ${took} ms.`,
  refused: (provider: string) => `${provider} did not take the credentials. Nothing was kept.`,
  said: (words: string) => `It said: ${words}`,
  save: 'Connect',
  saving: 'Connecting',
  testFirst: 'Test it first.',
  changed: 'Something changed since the test. Test it again.',
  flowsTitle: 'What should flow?',
  flowsText: 'Chosen records travel from their next change on. More can be chosen later.',
  flow: (entity: Entity, from: string, to: string) => `${plural(entity)} from ${from} to ${to}`,
  noFlows: 'Nothing can travel yet: connect another provider that takes what this one gives.',
  letFlow: (value: number) =>
    value === 0 ? 'Go on without' : value === 1 ? 'Let 1 flow' : `Let ${value} flow`,
  lettingFlow: 'Beginning',
  doneTitle: (name: string) => `${name} is connected`,
  doneText: (provider: string) =>
    `Give ${provider} this address for its webhooks, then give us the secret it signs them with on the connection’s page.`,
  doneManaged: (provider: string) =>
    `Let Syncline enter this address at ${provider}: the easy way. Or enter it there by hand, and give us its secret on the connection’s page.`,
  doneByApp: (provider: string) => `${provider} sends its webhooks already: its app knows our address.`,
  doneQuiet: 'It sends no webhooks.',
  address2: 'Webhook address',
  open: 'Open the connection',
} as const)
