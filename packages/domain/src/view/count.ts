/** Counts stop at 10,001: beyond that a screen says «more than 10,000». */
export const countCap = 10_001

/** Rows of one file; who needs more narrows the filters. */
export const mostExported = 50_000

/** Lists that can be taken away as a file, as the file is called. */
const exportedLists = [
  'syncs',
  'webhooks',
  'events',
  'callbacks',
  'movements',
  'connections',
  'mappings',
  'refused',
  'people',
  'keys',
  'erasures',
  'credentials',
  'cached',
  'flows',
  'versions',
  'refunds',
  'sessions',
  'views',
  'metrics',
  'reconciliations',
  'discrepancies',
  'runs',
] as const
export type ExportedList = (typeof exportedLists)[number]
