import { maxSummedIds } from '@syncline/domain/bulk'
import { together } from '@syncline/domain/money'
import type { SyncSums } from '@syncline/domain/view'
import type { Api } from '../api/api.ts'
import type { BulkToSend } from '../list/useBulk.tsx'
import { type SyncsSearch, toFilter } from './search.ts'

/** How much money a command on what is ticked is about: of rows in as many questions as their ids need. */
export async function sumSelected(
  api: Api,
  { selection, action: asked }: Pick<BulkToSend, 'selection' | 'action'>,
  search: SyncsSearch,
): Promise<SyncSums> {
  const { sums } = api.client.sync
  const action = asked === 'skip' ? 'skip' : 'retry'
  if (selection.kind === 'matching')
    return sums.query({ action, filter: toFilter(search, Date.now()), upto: selection.upto })
  const ids = [...selection.ids]
  const parts = Array.from({ length: Math.ceil(ids.length / maxSummedIds) }, (_, part) =>
    sums.query({ action, syncIds: ids.slice(part * maxSummedIds, (part + 1) * maxSummedIds) }),
  )
  return { sums: together((await Promise.all(parts)).flatMap((part) => part.sums)), complete: true }
}
