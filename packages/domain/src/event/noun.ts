/** The first part of a stream's name: which noun the stream tells the story of. */
export const streamNouns = [
  'sync',
  'bulk',
  'delivery',
  'connection',
  'flow',
  'organization',
  'subject',
  'reconciliation',
  'discrepancy',
  'run',
  'recharge',
] as const
export type StreamNoun = (typeof streamNouns)[number]
