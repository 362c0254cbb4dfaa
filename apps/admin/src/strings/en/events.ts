import type { StreamNoun } from '@syncline/domain/event'
import { worded } from '../language.ts'

const nouns: Record<StreamNoun, string> = {
  sync: 'Sync',
  bulk: 'Bulk command',
  delivery: 'Webhook',
  connection: 'Connection',
  flow: 'Flow',
  organization: 'Organization',
  subject: 'Person',
  reconciliation: 'Reconciliation',
  discrepancy: 'Difference',
  run: 'Run',
  recharge: 'Recharge',
}

export const events = worded('events', {
  title: 'Events',
  tabs: 'Views of the log',
  all: 'All',
  lead: 'Everything that ever happened here, in the order it was written. Nothing of it can be changed.',
  loading: 'Events are being loaded',
  failed: 'Events could not be loaded; nothing changed',
  caption: 'Events, the newest first',
  behind: 'Still showing older events: the newest are stored and being worked in.',
  columns: {
    position: 'Position',
    event: 'Event',
    subject: 'About',
    correlation: 'Correlation',
    by: 'By',
    occurred: 'Occurred',
    recorded: 'Recorded',
  },
  nouns,
  open: (type: string, position: string) => `${type} at ${position}`,
  filters: {
    noun: 'About',
    type: 'Event',
    code: 'Error',
    counted: 'Counted',
    countedKinds: {
      outcomes: 'what came of syncs',
      finished: 'syncs finished',
      tries: 'tries by how long they took',
      failures: 'failed tries',
      retries: 'retries',
    },
    actor: 'By',
    actorHint: 'In full: user:…, system:router, provider:stripe.',
    correlation: 'Correlation',
    correlationHint: 'The whole id. It is the same from the first cause to the last effect.',
    stream: 'History',
    streamHint: 'In full, for example sync-5f0c9a0e-….',
  },
  newerAnnounced: (value: string) => `${value} newer events`,
  empty: {
    title: 'No events yet',
    text: 'The first webhook, sync or change of a setting shows here by itself.',
  },
  filteredEmpty: {
    title: 'No event matches these filters',
    text: 'Ids and names have to be written in full.',
  },
  keyHints: { move: 'move', open: 'open' },
} as const)
