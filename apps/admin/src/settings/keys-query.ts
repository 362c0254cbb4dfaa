import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../api/api.ts'

export const keysQuery = (api: Api) =>
  queryOptions({ queryKey: ['api-keys'], queryFn: () => api.client.apiKey.list.query() })
