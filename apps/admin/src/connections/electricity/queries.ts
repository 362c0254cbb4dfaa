import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../../api/api.ts'

/** As many as are shown here. */
const shown = 10

export const rechargesQuery = (api: Api, connectionId: string) =>
  queryOptions({
    queryKey: ['recharges', connectionId],
    queryFn: () =>
      api.client.recharge.list.query({ connectionId, limit: shown, ...api.horizons.event.atLeast() }),
  })
