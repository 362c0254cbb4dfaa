import type { Sample } from '../../sample.ts'
import { memberIdOf } from '../member-id.ts'

/** The fields of a delivery as they stand on the wire, by their bracketed names. */
export type EventSample = Readonly<Record<string, string>>

const provenance =
  'Composed by hand for Syncline after the fields named in Mailchimp’s guide to audience webhooks; person, ids and times are invented.'

/** A delivery's body. */
export const encodeEvent = (fields: EventSample): string => new URLSearchParams(fields).toString()

const person = {
  'data[id]': '4e1f09c2ab',
  'data[list_id]': 'b8c41d7e20',
  'data[email]': 'Chidi.Eze@example.com',
  'data[email_type]': 'html',
  'data[web_id]': '31415926',
  'data[ip_opt]': '203.0.113.9',
  'data[merges][EMAIL]': 'Chidi.Eze@example.com',
  'data[merges][FNAME]': 'Chidi',
  'data[merges][LNAME]': 'Eze',
  'data[merges][ADDRESS]': '',
  'data[merges][PHONE]': '',
  'data[merges][GROUPINGS][0][id]': '7',
  'data[merges][GROUPINGS][0][groups]': 'Brunch, Suppers',
}

export function eventSample(type: string, changes: Readonly<Record<string, string>> = {}): EventSample {
  return { type, fired_at: '2026-09-21 09:30:00', ...person, ...changes }
}

const without = (fields: EventSample, ...prefixes: readonly string[]): EventSample =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => !prefixes.some((prefix) => name.startsWith(prefix))),
  )

const noPerson = without(eventSample(''), 'type', 'data')

/** Deliveries that tell all of a contact. */
export const samples: readonly Sample<EventSample>[] = Object.entries({
  subscribed: eventSample('subscribe', { 'data[ip_signup]': '203.0.113.9' }),
  'subscribed with nothing but an address': eventSample('subscribe', {
    'data[merges][FNAME]': '',
    'data[merges][LNAME]': '',
  }),
  unsubscribed: eventSample('unsubscribe', { 'data[action]': 'unsub', 'data[reason]': 'manual' }),
  'unsubscribed without saying how': eventSample('unsubscribe', { 'data[reason]': 'abuse' }),
  'taken off the list': eventSample('unsubscribe', { 'data[action]': 'delete', 'data[reason]': 'manual' }),
}).map(([name, body]) => ({ name, provenance, body }))

/** Deliveries that name a contact, of whom only Mailchimp knows the rest. */
export const pointerSamples: readonly Sample<EventSample>[] = Object.entries({
  'profile changed': eventSample('profile'),
  'unsubscribed without the profile': without(eventSample('unsubscribe'), 'data[merges]'),
  cleaned: {
    type: 'cleaned',
    ...noPerson,
    'data[list_id]': 'b8c41d7e20',
    'data[campaign_id]': '9d2c77aa01',
    'data[reason]': 'hard',
    'data[email]': 'chidi.eze@example.com',
  },
}).map(([name, body]) => ({ name, provenance, body }))

/** A new address is a new id. */
export const movedSample: EventSample = {
  type: 'upemail',
  ...noPerson,
  'data[list_id]': 'b8c41d7e20',
  'data[new_id]': '77aa01b2c3',
  'data[new_email]': 'chidi@example.com',
  'data[old_email]': 'Chidi.Eze@example.com',
}

export const campaignSample: EventSample = {
  type: 'campaign',
  ...noPerson,
  'data[id]': '9d2c77aa01',
  'data[subject]': 'Suppers on the terrace',
  'data[status]': 'sent',
  'data[reason]': '',
  'data[list_id]': 'b8c41d7e20',
}

/** A member as the API shows one. */
export function memberSample(changes: Readonly<Record<string, unknown>> = {}) {
  const email = typeof changes.email_address === 'string' ? changes.email_address : 'Chidi.Eze@example.com'
  return {
    id: memberIdOf(email),
    email_address: email,
    unique_email_id: '4e1f09c2ab',
    contact_id: '5c6d7e8f90a1b2c3d4e5f60718293a4b',
    full_name: 'Chidi Eze',
    web_id: 31_415_926,
    email_type: 'html',
    status: 'subscribed',
    merge_fields: { FNAME: 'Chidi', LNAME: 'Eze', ADDRESS: '', PHONE: '+2348031112223', BIRTHDAY: '' },
    stats: { avg_open_rate: 0, avg_click_rate: 0 },
    ip_signup: '',
    timestamp_signup: '',
    ip_opt: '203.0.113.9',
    timestamp_opt: '2026-09-21T09:00:00+00:00',
    member_rating: 2,
    last_changed: '2026-09-21T10:30:00+01:00',
    language: 'en',
    vip: false,
    tags_count: 1,
    tags: [{ id: 40_123, name: 'Brunch' }],
    list_id: 'b8c41d7e20',
    ...changes,
  }
}

export const problemSample = (status: number, title: string, changes: object = {}) => ({
  type: 'https://mailchimp.com/developer/marketing/docs/errors/',
  title,
  status,
  detail: 'It was not taken.',
  instance: '5c6d7e8f-90a1-b2c3-d4e5-f60718293a4b',
  ...changes,
})
