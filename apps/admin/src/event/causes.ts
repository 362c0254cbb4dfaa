import type { EventCause } from '@syncline/domain/view'

/** An event with how far it stands from where the correlation began. */
export interface CauseLine {
  readonly event: EventCause
  /** Things between it and the beginning: an event of the same stream stands beside the one before it. */
  readonly depth: number
}

/** Each event under what led to it, its own consequences before those of its neighbours. */
export function causeLines(events: readonly EventCause[]): readonly CauseLine[] {
  const under = Map.groupBy(events, ({ parent }) => parent)
  const streams = new Map(events.map(({ position, stream }) => [position, stream]))
  const lines: CauseLine[] = []
  // What led to other things comes with them before the thing itself goes on: nested first, then its own stream.
  const visit = (event: EventCause, depth: number): void => {
    const queue: CauseLine[] = [{ event, depth }]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      lines.push(next)
      const { position } = next.event
      const children = (under.get(position) ?? []).map((child) => ({
        event: child,
        depth: (next as CauseLine).depth + (child.stream === streams.get(position) ? 0 : 1),
      }))
      children.sort((one, other) => one.depth - other.depth || other.event.position - one.event.position)
      queue.push(...children)
    }
  }
  for (const root of under.get(null) ?? []) visit(root, 0)
  return lines
}

/** The positions of the lines above and below one, as they stand on screen. */
export function besideOf(
  events: readonly EventCause[],
  here: number,
): { readonly above: number | undefined; readonly below: number | undefined } {
  const positions = causeLines(events).map(({ event }) => event.position)
  const index = positions.indexOf(here)
  return index < 0
    ? { above: undefined, below: undefined }
    : { above: positions[index - 1], below: positions[index + 1] }
}
