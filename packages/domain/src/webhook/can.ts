import type { DeliveryStatus } from './status.ts'

/** Why a webhook may not be replayed, as a key of the sentence shown beside the disabled button. */
export type DeliveryRefusal = 'not_routed_yet' | 'replayed_too_often'

export type Replayable =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: DeliveryRefusal }

/** A delivery's stream is read whole, so it is bounded. */
export const maxReplays = 100

/** What may be done with a delivery, said once: the decider refuses by it and the button greys out by it. */
export const deliveryCan = {
  replay({ status, replays }: { readonly status: DeliveryStatus; readonly replays: number }): Replayable {
    if (status === 'received') return { allowed: false, reason: 'not_routed_yet' }
    if (replays >= maxReplays) return { allowed: false, reason: 'replayed_too_often' }
    return { allowed: true }
  },
} as const
