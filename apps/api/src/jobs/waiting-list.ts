import { evolve, type Sync, type SyncEvent } from '@syncline/domain/sync'

/** A sync that was asked for and had not gone out when last heard of, and the version of its stream then. */
export interface WaitingSync {
  readonly syncId: string
  readonly state: Sync
  readonly version: number
  /** Set while a change on top of the first one is being written: who comes next waits to hear whether it was. */
  readonly writing: Promise<unknown> | null
}

const maxKept = 20_000

/**
 * What the router remembers of the syncs it asked for, so that a newer change travels in place of an older one that is
 * still in line. Only a memory: the expected version tells whether it is still true, and a router that forgot, or
 * another worker's, asks for one sync more.
 */
export function createWaitingList() {
  const kept = new Map<string, WaitingSync>()
  return {
    find: (key: string): WaitingSync | null => kept.get(key) ?? null,
    remember(
      key: string,
      syncId: string,
      events: readonly SyncEvent[],
      before: WaitingSync | null,
      writing: Promise<unknown> | null = null,
    ): void {
      const state = events.reduce(evolve, before?.state ?? ({ status: 'none' } satisfies Sync))
      kept.delete(key)
      kept.set(key, { syncId, state, version: (before?.version ?? 0) + events.length, writing })
      // The oldest has long gone out.
      if (kept.size > maxKept) kept.delete(kept.keys().next().value as string)
    },
    /** It was written: what was remembered is true, unless it is about another change by now. */
    settle(key: string, writing: Promise<unknown>): void {
      const entry = kept.get(key)
      if (entry?.writing === writing) kept.set(key, { ...entry, writing: null })
    },
    forget: (key: string): void => void kept.delete(key),
  }
}

export type WaitingList = ReturnType<typeof createWaitingList>
