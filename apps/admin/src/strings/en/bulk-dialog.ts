import type { BulkAction } from '@syncline/domain/bulk'
import { worded } from '../language.ts'
import { count } from './many.ts'

const things = (action: BulkAction, one: boolean) =>
  action === 'replay' ? (one ? 'webhook' : 'webhooks') : one ? 'sync' : 'syncs'
const verbs: Readonly<Record<BulkAction, string>> = { retry: 'Retry', skip: 'Skip', replay: 'Replay' }
const title = (action: BulkAction) => (value: string, one: boolean) =>
  `${verbs[action]} ${value} ${things(action, one)}?`

/** What is asked before a command on many. */
export const bulkDialog = worded('bulkDialog', {
  title: { retry: title('retry'), skip: title('skip'), replay: title('replay') },
  text: {
    retry:
      'Each goes to its provider again, one after the other for each record. Nothing can be written twice. Those that run, wait in line or have arrived are left as they are.',
    skip: 'Each is set aside with this reason and not sent. Those that run or have arrived are left as they are.',
    replay:
      'Each is read and routed again, by today’s flows. What syncs carry already is not sent again, and nothing newer is overwritten.',
  },
  carry: (sums: string) => `What it acts on carries ${sums}.`,
  noUndo: {
    retry: 'This can’t be undone: what is written at a provider stays written. You can stop it on the way.',
    skip: 'This can’t be undone in one go: each can be retried later. You can stop it on the way.',
    replay: 'This can’t be undone: what comes of it goes out. You can stop it on the way.',
  },
  submit: {
    retry: (value: string) => `Retry ${value}`,
    skip: (value: string) => `Skip ${value}`,
    replay: (value: string) => `Replay ${value}`,
  },
  submitting: 'Asking',
  nothingMatches: 'Nothing matches these filters any more.',
  more: (total: string) => `More match now: ${total}. Close this, look again, and select them anew.`,
  tooMany: (most: number) => `More than ${count(most)} at once are too many. Narrow the filters.`,
} as const)
