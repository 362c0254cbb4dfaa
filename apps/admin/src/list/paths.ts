import type { ListName } from '@syncline/domain/view'

/** Where the lists live. */
export const listPaths = {
  syncs: '/syncs',
  webhooks: '/webhooks',
  events: '/events',
  audit: '/settings/audit',
} as const satisfies Record<ListName, string>
export type ListPath = (typeof listPaths)[ListName]
