import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'

export type MailchimpAccount = {
  account: string
  apiKey: string
  /** The audience that is there from the start, and after a reset again. */
  listId: string
  createdAt: string
}

export type MailchimpList = {
  id: string
  name: string
  contact: object
  permission_reminder: string
  campaign_defaults: object
  date_created: string
}

export const memberStatuses = [
  'subscribed',
  'unsubscribed',
  'cleaned',
  'pending',
  'transactional',
  'archived',
] as const
export type MemberStatus = (typeof memberStatuses)[number]

export type MailchimpMember = {
  /** MD5 of the address in lower case. */
  id: string
  email_address: string
  unique_email_id: string
  contact_id: string
  web_id: number
  email_type: 'html'
  status: MemberStatus
  merge_fields: Record<string, string>
  language: string
  tags: { id: number; name: string }[]
  timestamp_signup: string
  /** RFC 3339 with whole seconds. */
  last_changed: string
  list_id: string
}
/** `optedOut`: left by their own hand, so that no API may bring them back. */
export type StoredMember = { member: MailchimpMember; optedOut: boolean }

export const eventTypes = ['subscribe', 'unsubscribe', 'profile', 'upemail', 'cleaned', 'campaign'] as const
export type MailchimpEventType = (typeof eventTypes)[number]
export const sources = ['user', 'admin', 'api'] as const
export type Source = (typeof sources)[number]

export type MailchimpEndpoint = {
  id: string
  listId: string
  url: string
  events: Record<MailchimpEventType, boolean>
  sources: Record<Source, boolean>
  /** Null: made before Mailchimp signed. */
  secret: string | null
}

export type MailchimpEvent = { id: string; form: string }

/** Accounts by their API key. */
export function mailchimpAccounts(store: Store): Table<MailchimpAccount> {
  return store.table('mailchimp/accounts')
}

export function mailchimpState(store: Store, account: string) {
  return {
    lists: store.table<MailchimpList>(`mailchimp/${account}/lists`),
    endpoints: store.table<MailchimpEndpoint>(`mailchimp/${account}/endpoints`),
    events: store.table<MailchimpEvent>(`mailchimp/${account}/events`),
    members: (listId: string) => store.table<StoredMember>(`mailchimp/${account}/${listId}/members`),
    /** Ids of those who were erased for good. */
    forgotten: (listId: string) => store.table<string>(`mailchimp/${account}/${listId}/forgotten`),
  }
}
