import type { CallbackState } from '@syncline/domain/view'
import { worded } from '../language.ts'
import { connections } from './connections.ts'

const count = (value: number) => value.toLocaleString('en-GB')

export const callbacks = worded('callbacks', {
  title: 'Callbacks',
  text: (provider: string) =>
    `What becomes of each invoice is called back to ${provider}, signed by Standard Webhooks, and tried again for a day and a half.`,
  invoices: 'Invoices that came',
  bills: 'Bills on their way',
  loading: 'Callbacks are being loaded',
  failed: 'Callbacks could not be loaded; none changed',
  none: 'Nothing was called back yet: no invoice has come.',
  noneOf: {
    waiting: 'None waits: all were told or given up.',
    told: 'None was told yet.',
    given_up: 'None was given up.',
  } satisfies Record<CallbackState, string>,
  filter: 'Callbacks by state',
  all: 'All',
  states: { waiting: 'In line', told: 'Told', given_up: 'Given up' } satisfies Record<CallbackState, string>,
  counted: (label: string, value: string) => `${label} ${value}`,
  types: {
    'invoice.received': 'Received',
    'invoice.needs_review': 'Needs review',
    'invoice.rejected': 'Rejected',
    'invoice.processing': 'Processing',
    'invoice.posted': 'Posted',
    'invoice.failed': 'Failed',
    'invoice.paid': 'Paid',
  } as Readonly<Record<string, string>>,
  columns: {
    state: 'State',
    what: 'Tells',
    invoice: 'Invoice',
    tries: 'Tries',
    when: 'Happened',
    next: 'Next or told',
  },
  tries: (value: number) => (value === 0 ? 'Not tried yet' : value === 1 ? '1 try' : `${count(value)} tries`),
  bill: (id: string) => `Bill ${id}`,
  sync: 'Follow it',
  retry: 'Retry now',
  retryOne: (what: string, invoice: string) => `Retry now: ${what}, ${invoice}`,
  retrying: 'In line',
  older: 'Show older',
  loadingOlder: 'Loading',
  retried: 'It is in line and goes out now.',
  isTold: 'It was told meanwhile.',
  mayNot: connections.policy.mayNot,
} as const)
