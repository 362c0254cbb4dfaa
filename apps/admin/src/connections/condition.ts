import type { ConnectionView, StandingView } from '@syncline/domain/view'
import type { Health } from './health.ts'

/** How a connection is, the worst first: what a person does is told before what happened in the last day. */
export type Condition = 'off' | 'reconnect' | 'resting' | 'down' | 'degraded' | Health

/**
 * @param standing null while that is not known
 * @param health as the last day tells it; null while that is not known
 * @returns null where nothing else tells either
 */
export function conditionOf<Known extends Health | null>(
  { disabledBecause, reconnectSince }: Pick<ConnectionView, 'disabledBecause' | 'reconnectSince'>,
  standing: Pick<StandingView, 'health' | 'breaker'> | null,
  health: Known,
): Condition | Known {
  if (disabledBecause !== null) return 'off'
  if (reconnectSince !== null || standing?.health === 'reconnect_needed') return 'reconnect'
  if (standing && standing.breaker.state !== 'closed') return 'resting'
  if (standing?.health === 'down' || standing?.health === 'degraded') return standing.health
  return health
}
