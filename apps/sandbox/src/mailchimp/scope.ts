import { randomBytes } from 'node:crypto'
import type { Origin, ProviderContext } from '../context.ts'
import { type MailchimpList, mailchimpAccounts, mailchimpState, type Source } from './state.ts'

/** One audience, and who does something to it. */
export type MailchimpScope = {
  ctx: ProviderContext
  account: string
  listId: string
  origin: Origin
  source: Source
  /** Of the events that came of it. */
  eventIds: string[]
}

export const stateOf = ({ ctx, account }: Pick<MailchimpScope, 'ctx' | 'account'>) =>
  mailchimpState(ctx.store, account)

/** RFC 3339 in whole seconds, as Mailchimp writes times. */
export const timestamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, '+00:00')

/** An audience of the account; the first one is there even when all else was forgotten. */
export function findList(ctx: ProviderContext, account: string, listId: string): MailchimpList | null {
  const { lists } = mailchimpState(ctx.store, account)
  const known = lists.get(listId)
  if (known) return known
  const owner = [...mailchimpAccounts(ctx.store).oldestFirst()].find((one) => one.account === account)
  if (owner?.listId !== listId) return null
  const list: MailchimpList = {
    id: listId,
    name: 'Guests',
    contact: {
      company: 'Quay',
      address1: '1 Marina',
      city: 'Lagos',
      state: 'LA',
      zip: '101233',
      country: 'NG',
    },
    permission_reminder: 'You left your address with us.',
    campaign_defaults: { from_name: 'Quay', from_email: 'hello@example.com', subject: '', language: 'en' },
    date_created: owner.createdAt,
  }
  lists.put(listId, list)
  return list
}

/** As Mailchimp's ids look. */
export const freshHex = (length: number): string => randomBytes(length / 2).toString('hex')
