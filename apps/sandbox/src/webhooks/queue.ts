import type { ProviderContext } from '../context.ts'
import { sentinelsOf } from '../faults/sentinels.ts'
import type { NewDelivery } from './outbox.ts'

/**
 * Queues webhooks as the name of what it is about asks: twice, late, or overtaken by the next one.
 * @param isCreation only what tells that something was made is overtaken
 */
export function queueWebhooks(
  { outbox, limits }: ProviderContext,
  name: Parameters<typeof sentinelsOf>[0],
  isCreation: boolean,
  deliveries: readonly NewDelivery[],
): void {
  const sentinels = sentinelsOf(name)
  const overtaken = sentinels.includes('shuffle') && isCreation
  const delayMs = sentinels.includes('late') ? limits.lateMs : overtaken ? limits.shuffleMs : 0
  for (const delivery of deliveries) {
    outbox.enqueue(delivery, delayMs)
    if (sentinels.includes('twice')) outbox.enqueue(delivery, delayMs)
  }
}

/** Forgets the oldest of a table, down to so many. */
export function forgetOldest(
  table: {
    readonly size: number
    keysOldestFirst(): Iterable<string>
    remove(key: string): unknown
  },
  most: number,
): void {
  while (table.size > most) {
    const [oldest] = table.keysOldestFirst()
    if (oldest === undefined) return
    table.remove(oldest)
  }
}
