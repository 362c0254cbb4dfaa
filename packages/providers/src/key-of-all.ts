import { createHash } from 'node:crypto'
import type { TogetherItem } from './provider.ts'

/** One idempotency key for several calls, where the provider takes one only: the same for the same calls alone. */
export const keyOfAll = (items: readonly TogetherItem[]): string =>
  createHash('sha256')
    .update(items.map(({ idempotencyKey }) => idempotencyKey).join('\n'))
    .digest('hex')
    .slice(0, 40)
