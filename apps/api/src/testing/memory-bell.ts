import type { LiveChange } from '@syncline/domain/view'
import type { Ports } from '../trpc/ports.ts'

/** A bell that is rung by hand. */
export interface MemoryBell {
  ring(organizationId: string, change: LiveChange): void
  /** Resolves when as many are listening. */
  listening(count: number): Promise<void>
  readonly liveBell: Ports['liveBell']
}

export function createMemoryBell(): MemoryBell {
  const listeners = new Set<{ organizationId: string; hear(change: LiveChange): void }>()
  const waiting: { count: number; resolve(): void }[] = []
  const settleWaiting = () => {
    for (const wait of waiting) if (listeners.size === wait.count) wait.resolve()
  }

  return {
    ring(organizationId, change) {
      for (const listener of listeners) if (listener.organizationId === organizationId) listener.hear(change)
    },
    listening: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve })
        settleWaiting()
      }),
    liveBell: {
      async *subscribe(organizationId, afterPosition, signal) {
        const heard: LiveChange[] =
          afterPosition === null ? [] : [{ position: afterPosition + 1, noun: 'sync', ids: [], more: true }]
        let wake = () => {}
        const listener = {
          organizationId,
          hear(change: LiveChange) {
            heard.push(change)
            wake()
          },
        }
        const stop = () => wake()
        signal.addEventListener('abort', stop)
        listeners.add(listener)
        settleWaiting()
        try {
          while (!signal.aborted) {
            const next = heard.shift()
            if (next) yield next
            else
              await new Promise<void>((resolve) => {
                wake = resolve
              })
          }
        } finally {
          listeners.delete(listener)
          signal.removeEventListener('abort', stop)
          settleWaiting()
        }
      },
    },
  }
}
