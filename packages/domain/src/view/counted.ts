/**
 * What the numbers of an overview are made of: whatever came of syncs, those that finished, tries whose duration is known,
 * tries that failed, retries after them.
 */
export const countedKinds = ['outcomes', 'finished', 'tries', 'failures', 'retries'] as const
export type CountedKind = (typeof countedKinds)[number]
