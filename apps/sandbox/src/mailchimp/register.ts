import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { AccountView } from '../provider.ts'
import { bad, fields, good, type Read, text } from '../shape.ts'
import { readWebhookUrl } from '../webhooks/address.ts'
import { freshHex } from './scope.ts'
import { mailchimpAccounts, mailchimpState } from './state.ts'

export type MailchimpSettings = {
  apiKey: string
  /** Of the audience that is there from the start; random when left out. */
  listId?: string
  /** A hook for every event that the API did not cause itself. */
  webhookUrl?: string
  /** Without one the hook is of the kind that Mailchimp never signs. */
  webhookSecret?: string
}

const everything = {
  subscribe: true,
  unsubscribe: true,
  profile: true,
  upemail: true,
  cleaned: true,
  campaign: true,
}

/** Makes the account of an API key, or changes the hook of one that is known. */
export function registerMailchimpAccount(
  ctx: ProviderContext,
  settings: unknown,
): Read<{ account: string; listId: string }> {
  const read = fields<Required<MailchimpSettings>>({
    apiKey: text(255, 8),
    listId: (value, path) =>
      typeof value === 'string' && /^[0-9a-f]{10}$/.test(value)
        ? good(value)
        : bad(path, 'must be 10 hex digits'),
    webhookUrl: (value, path) => readWebhookUrl(value, path, ctx.limits.webhookHosts),
    webhookSecret: text(255, 8),
  })(settings, 'mailchimp')
  if (!read.ok) return read
  const { apiKey, webhookUrl, webhookSecret } = read.value
  if (apiKey === undefined) return bad('mailchimp.apiKey', 'is required')
  if (webhookSecret !== undefined && webhookUrl === undefined)
    return bad('mailchimp.webhookUrl', 'is needed with webhookSecret')
  const accounts = mailchimpAccounts(ctx.store)
  const known = accounts.get(apiKey)
  if (!known && accounts.size >= ctx.limits.accounts)
    return bad('mailchimp', `at most ${ctx.limits.accounts} accounts`)
  const account = known?.account ?? freshId('mca_', 12)
  const listId = known?.listId ?? read.value.listId ?? freshHex(10)
  if (!known) accounts.put(apiKey, { account, apiKey, listId, createdAt: new Date(ctx.now()).toISOString() })
  if (webhookUrl !== undefined) {
    const hook = {
      id: 'registered',
      listId,
      url: webhookUrl,
      events: everything,
      secret: webhookSecret ?? null,
    }
    const sources = { user: true, admin: true, api: false }
    mailchimpState(ctx.store, account).endpoints.put(hook.id, { ...hook, sources })
  }
  return good({ account, listId })
}

export function mailchimpAccountViews(ctx: ProviderContext): AccountView[] {
  return [...mailchimpAccounts(ctx.store).oldestFirst()].map(({ account, createdAt }) => {
    const [endpoint] = mailchimpState(ctx.store, account).endpoints.oldestFirst()
    return { provider: 'mailchimp', account, webhookUrl: endpoint?.url ?? null, createdAt }
  })
}
