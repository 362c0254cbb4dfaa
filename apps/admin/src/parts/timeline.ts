import type { StatusKind } from '../ui/StatusShape.tsx'

/** One line of the timeline: when, what, and its place in the log. */
export interface TimelineLine {
  readonly position: number
  readonly at: string
  readonly mark: StatusKind | 'webhook' | 'retry'
  readonly text: string
  /** The last word on how it stands. */
  readonly strong: boolean
}

/**
 * A round number below all positions, so that their last digits are enough on screen; 0 when they lie far apart.
 */
export function positionBase(lines: readonly TimelineLine[]): number {
  const first = lines[0]?.position ?? 0
  const last = lines.at(-1)?.position ?? 0
  const base = Math.floor(first / 10_000) * 10_000
  return last - base < 20_000 ? base : 0
}
