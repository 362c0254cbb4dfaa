/** Pages that have help of their own. */
export type HelpPage =
  | 'overview'
  | 'syncs'
  | 'sync'
  | 'webhooks'
  | 'webhook'
  | 'connections'
  | 'connection'
  | 'connect'
  | 'mappings'
  | 'mapping'
  | 'runs'
  | 'reconciliation'
  | 'report'
  | 'events'
  | 'event'
  | 'keys'
  | 'audit'
  | 'privacy'
  | 'erasure'
  | 'people'
  | 'account'
  | 'other'

/** Of a list, and of one thing in it. */
const lists: Readonly<Record<string, readonly [HelpPage, HelpPage]>> = {
  syncs: ['syncs', 'sync'],
  webhooks: ['webhooks', 'webhook'],
  connections: ['connections', 'connection'],
  mappings: ['mappings', 'mapping'],
  runs: ['runs', 'runs'],
  reconciliation: ['reconciliation', 'report'],
  events: ['events', 'event'],
}
const settings: readonly string[] = ['keys', 'audit', 'privacy', 'erasure', 'people', 'account']

/** The page of the help for an address. */
export function helpPageOf(path: string): HelpPage {
  const [page, id] = path.split('/').filter(Boolean)
  if (page === undefined) return 'overview'
  if (page === 'connections' && id === 'connect') return 'connect'
  if (page === 'settings') return settings.includes(id ?? '') ? (id as HelpPage) : 'other'
  const [list, one] = lists[page] ?? ['other', 'other']
  return id === undefined ? list : one
}
