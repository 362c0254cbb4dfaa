const syncStatuses = ['pending', 'syncing', 'synced', 'failed', 'skipped', 'cancelled'] as const
export type SyncStatus = (typeof syncStatuses)[number]
