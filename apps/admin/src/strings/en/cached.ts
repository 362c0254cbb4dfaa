import { worded } from '../language.ts'
import { connections } from './connections.ts'

const count = (value: number) => value.toLocaleString('en-GB')

export const cached = worded('cached', {
  title: 'Kept answers',
  text: (provider: string) =>
    `What rarely changes at ${provider} is asked for once in a while, kept sealed and shown until its time has passed.`,
  loading: 'What is kept is being loaded',
  failed: 'What is kept could not be loaded; none of it changed',
  names: {
    lists: 'Audiences',
    tags: 'Tags',
    locations: 'Locations',
    company: 'Company',
    accounts: 'Accounts of expenses',
    items: 'Items',
    balance: 'Balance',
    metrics: 'Figures',
    discos: 'Electricity companies',
    status: 'Service',
    wallet: 'Wallet',
    tariff: 'Fixed prices',
  } as Readonly<Record<string, string>>,
  /** Members of answers, as people call them. */
  members: {
    name: 'Name',
    id: 'Id',
    members: 'Members',
    isActive: 'State',
    currency: 'Currency',
    timezone: 'Time zone',
    number: 'Number',
    kind: 'Kind',
    isUp: 'Service',
    down: 'Down',
    description: 'What',
    code: 'Code',
    priceKobo: 'Price',
    legalName: 'Legal name',
    country: 'Country',
    fiscalYearStart: 'Year begins',
    kobo: 'Balance',
    from: 'From',
    to: 'To',
    customers: 'New customers',
    transactions: 'New transactions',
    invoices: 'New invoices',
    subscriptions: 'New subscriptions',
    payments: 'Payments',
    refunds: 'Refunds',
    net: 'Net',
  } as Readonly<Record<string, string>>,
  values: { up: 'Up', down: 'Down', open: 'Open', closed: 'Closed' },
  nothingThere: 'There is none.',
  life: (time: string) => `good for ${time}`,
  none: 'Nothing is kept yet.',
  entry: (about: string, bytes: number) =>
    about === '' ? `${count(bytes)} bytes` : `${about} · ${count(bytes)} bytes`,
  asked: 'asked',
  stale: 'Older than it should be',
  gaveNone: (sentence: string) => `Asked again, and got no answer: ${sentence}`,
  show: 'Show',
  showing: 'Asking',
  showNamed: (name: string) => `Show: ${name}`,
  choose: 'Choose one',
  answer: (name: string) => `Answer: ${name}`,
  entries: (value: number) => (value === 1 ? '1 entry' : `${count(value)} entries`),
  purge: 'Purge',
  purging: 'Purging',
  purged: (value: number) =>
    value === 1
      ? '1 answer forgotten. It is asked for anew.'
      : `${count(value)} answers forgotten. They are asked for anew.`,
  nothing: 'Nothing is kept.',
  mayNot: connections.policy.mayNot,
  isOff: 'It is switched off: nothing is asked.',
} as const)
