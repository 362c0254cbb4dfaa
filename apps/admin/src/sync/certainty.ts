import type { SyncDetail } from '@syncline/domain/view'

/**
 * What is known about the provider's side:
 * `written` it confirmed; `running` a try is out; `maybe` a try ended without a certain answer; `nothing` every
 * try that went out was surely not carried out, or none went out.
 */
export type Effect = 'written' | 'running' | 'maybe' | 'nothing'

/** One open outcome is enough for "maybe": a later certain no does not prove that the earlier try did nothing. */
export function effectOf({ effect, tries }: Pick<SyncDetail, 'effect' | 'tries'>): Effect {
  if (effect !== null) return 'written'
  if (tries.some((each) => each.outcome === 'running')) return 'running'
  const open = tries.some((each) => each.certainty !== 'not_executed' && each.certainty !== 'rejected')
  return open ? 'maybe' : 'nothing'
}
