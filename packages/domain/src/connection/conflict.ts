/**
 * Who wins where both sides changed a record since they last agreed. Free of schemas, so that a browser can name them.
 * `source_wins` ours is written over theirs, `target_wins` theirs stays, `newest_wins` the later change stays, `ask` it
 * waits for a person.
 */
export const conflictPolicies = ['source_wins', 'target_wins', 'newest_wins', 'ask'] as const
export type ConflictPolicy = (typeof conflictPolicies)[number]
