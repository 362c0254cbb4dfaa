import type { EventData } from '@syncline/domain/event'
import type { Change } from './place-change.ts'

type Ignored = EventData<'WebhookIgnored'>['reason']
type Quarantined = EventData<'WebhookQuarantined'>['reason']

/** What one delivery leads to: changes that are to travel and syncs that carry some already, or why there are none. */
export type Meaning =
  | { readonly changes: readonly Change[]; readonly carriers: readonly string[] }
  | { readonly ignored: Ignored }
  | { readonly quarantined: Quarantined }
  /** Not known yet: a write of ours is out to what it speaks of. */
  | 'open'
