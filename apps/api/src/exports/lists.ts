import type { ExportedList } from '@syncline/domain/view'
import type { Exported } from './list.ts'
import { callbacks, discrepancies, events, runs, syncs, webhooks } from './log-lists.ts'
import { connections, erasures, keys, mappings, people, refused } from './set-up-lists.ts'

/** Every list that can be taken away as a file, by its name. The audit has one that programs may read too: `rest/audit-export`. */
export const exported: Readonly<Record<ExportedList, Exported>> = {
  syncs,
  webhooks,
  events,
  callbacks,
  connections,
  mappings,
  refused,
  people,
  keys,
  erasures,
  discrepancies,
  runs,
}
