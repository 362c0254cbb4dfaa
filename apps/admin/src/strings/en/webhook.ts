import { worded } from '../language.ts'
import { count } from './many.ts'

const lowerFirst = (text: string) => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`

export const webhook = worded('webhook', {
  title: (event: string, provider: string) => `${event} from ${provider}`,
  loadingTitle: 'A webhook',
  loading: 'The webhook is being loaded',
  failed: 'This webhook could not be loaded; it did not change',
  missing: 'This webhook does not exist here',
  back: 'Back to Webhooks',
  behind: 'Still showing older data: the newest changes are stored and being worked in.',
  lead: (connection: string, ago: string) => `${connection}. Received ${ago}.`,
  story: {
    title: 'What it caused',
    received: 'Received',
    stored: 'Stored',
    verdict: 'What came of it',
    signed: (provider: string) => `Signed by ${provider}`,
    size: (bytes: number) => `${count(bytes)} bytes, sealed`,
    gone: 'No longer kept',
    syncs: 'Its syncs',
    none: 'No sync came of it.',
    writtenAs: (provider: string, id: string) => `${provider} ${id}`,
  },
  headers: { title: 'Headers', none: 'No headers were kept.', masked: 'secrets masked' },
  payload: {
    title: 'Payload',
    masked: 'personal data masked',
    copy: 'payload',
    label: 'Payload as it was sent',
    cut: 'It is longer than what is shown here.',
    expired: 'What was sent is kept for a set time only, and that has passed. What was done with it stays.',
    erased: 'What was sent named a person who was erased, and was destroyed. What was done with it stays.',
    unreadable: 'What was sent can’t be opened: its sealed bytes are damaged.',
    entries: (value: number) => (value === 1 ? '1 entry' : `${count(value)} entries`),
  },
  facts: {
    title: 'About this webhook',
    connection: 'Connection',
    type: 'Type',
    account: 'Account',
    event: (provider: string) => `${provider} id`,
    delivery: 'Delivery',
    correlation: 'Correlation',
    replays: 'Replayed',
    never: 'never',
  },
  timeline: {
    received: (provider: string) => `${provider} sent it, and the signature was right`,
    routed: (syncs: number) => (syncs === 1 ? 'Routed to 1 sync' : `Routed to ${count(syncs)} syncs`),
    ignored: (why: string) => `Nothing followed: ${lowerFirst(why)}`,
    quarantined: (why: string) => `Set aside: ${lowerFirst(why)}`,
    replayed: (by: string, reason: string) => `${by} replayed it: “${reason}”`,
  },
} as const)
