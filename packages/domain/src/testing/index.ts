import type { Decision } from '../error/domain-error.ts'
import type { CommandContext } from '../event/envelope.ts'

interface Decider<State, Command, Event> {
  readonly initial: State
  evolve(state: State, event: Event): State
  decide(command: Command, state: State, context: CommandContext): Decision<Event>
}

export const testContext: CommandContext = {
  now: new Date('2026-11-21T08:00:00.000Z'),
  actor: 'user:test',
  correlationId: 'c-test',
}

/** `given(events).when(command).then(events)`: a decider's rule as one sentence. */
export function specify<State, Command, Event>(decider: Decider<State, Command, Event>) {
  return {
    given: (events: readonly Event[]) => ({
      when: (command: Command, context: CommandContext = testContext) => {
        const state = events.reduce(decider.evolve, decider.initial)
        return { state, decision: decider.decide(command, state, context) }
      },
    }),
  }
}
