import type { Entity } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../api/api.ts'
import { showWritten } from '../api/written.ts'
import { connectionsQuery } from '../syncs/queries.ts'

/** Shows what was just written of one connection, wherever connections are read. */
export const showConnection = (
  api: Api,
  connectionId: string,
  change: (known: ConnectionView) => ConnectionView,
) =>
  showWritten(api, connectionsQuery(api).queryKey, (known) =>
    known.map((each) => (each.connectionId === connectionId ? change(each) : each)),
  )

export function credentialsQuery(api: Api, connectionId: string) {
  return queryOptions({
    queryKey: ['credentials', connectionId],
    queryFn: () => api.client.credential.list.query({ connectionId }),
  })
}

/** What can be connected here: it changes with the build only. */
export function providersQuery(api: Api) {
  return queryOptions({
    queryKey: ['providers'],
    queryFn: () => api.client.connection.providers.query(),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What stands above the switches of single connections. */
export function organizationQuery(api: Api) {
  return queryOptions({ queryKey: ['organization'], queryFn: () => api.client.organization.get.query() })
}

/** What everything of the organization is sealed under. */
export function organizationKeysQuery(api: Api) {
  return queryOptions({
    queryKey: ['organization-keys'],
    queryFn: () => api.client.organization.keys.query(),
  })
}

/** Syncs to a connection that are not settled yet; counted up to a cap. */
export function openSyncsQuery(api: Api, connectionId: string, entity?: Entity) {
  return queryOptions({
    queryKey: ['syncs', 'open', connectionId, entity],
    queryFn: async () => {
      const { byFace } = await api.client.sync.counts.query({ filter: { connectionId, entity } })
      return byFace.pending + byFace.syncing + byFace.waiting + byFace.unknown
    },
  })
}
