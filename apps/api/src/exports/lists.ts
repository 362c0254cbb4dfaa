import type { ExportedList } from '@syncline/domain/view'
import { cached, credentials, flows, refunds, versions } from './detail-lists.ts'
import type { Exported } from './list.ts'
import { callbacks, discrepancies, events, reconciliations, runs, syncs, webhooks } from './log-lists.ts'
import { metrics } from './metrics.ts'
import { movements } from './movements.ts'
import { connections, erasures, keys, mappings, people, refused, sessions, views } from './set-up-lists.ts'

/** Every list that can be taken away as a file, by its name. The audit has one that programs may read too: `rest/audit-export`. */
export const exported: Readonly<Record<ExportedList, Exported>> = {
  syncs,
  webhooks,
  events,
  callbacks,
  movements,
  connections,
  mappings,
  refused,
  people,
  keys,
  erasures,
  credentials,
  cached,
  flows,
  versions,
  refunds,
  sessions,
  views,
  metrics,
  reconciliations,
  discrepancies,
  runs,
}
