/** Pages that have help of their own. */
export type HelpPage = 'syncs' | 'sync' | 'webhooks' | 'webhook' | 'connections' | 'other'

/** The page of the help for an address. */
export function helpPageOf(path: string): HelpPage {
  const [list, id] = path.split('/').filter(Boolean)
  if (list === 'syncs') return id === undefined ? 'syncs' : 'sync'
  if (list === 'webhooks') return id === undefined ? 'webhooks' : 'webhook'
  return list === 'connections' ? 'connections' : 'other'
}
