import type { DataTag, QueryKey } from '@tanstack/react-query'
import type { Api } from './api.ts'

/**
 * Shows what was just written, which is known here before it is folded there. What is being read meanwhile may not know
 * of it and is dropped; what was never read stays unread.
 */
export async function showWritten<Data>(
  { queries }: Pick<Api, 'queries'>,
  queryKey: DataTag<QueryKey, Data, Error>,
  change: (known: Data) => Data,
): Promise<void> {
  await queries.cancelQueries({ queryKey, exact: true })
  queries.setQueryData<Data>(queryKey, (known) => known && change(known))
}
