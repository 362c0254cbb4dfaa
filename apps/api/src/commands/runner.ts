import { type Appender, type AppendRequest, readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { type Decision, SynclineError } from '@syncline/domain/error'
import type { CommandContext, NewEvent } from '@syncline/domain/event'
import type pg from 'pg'

export interface Decider<State, Command, Event extends NewEvent> {
  readonly initial: State
  evolve(state: State, event: Event): State
  decide(command: Command, state: State, context: CommandContext): Decision<Event>
}

export interface RunInput<State, Command> {
  readonly organizationId: string
  readonly stream: string
  /** Called with the state the command will be decided on; again after a conflict. */
  readonly command: Command | ((state: State) => Command)
  readonly context: CommandContext
  /** Refuse unless the stream is still at this version: for a command that was prepared outside, from what was there. */
  readonly expectedVersion?: number
  /** Sealed bytes to keep beside what is written. */
  readonly payload?: AppendRequest['payload']
}

export interface RunOutput<State> {
  /** Of the last event written. */
  readonly position: number
  readonly version: number
  readonly state: State
  /** How often it was decided: 1 unless somebody else wrote in between. */
  readonly tries: number
}

export interface CommandRunner<State, Command> {
  /**
   * Loads the stream, decides, appends with the expected version.
   * @throws SynclineError with the decider's refusal; STATE_CONFLICT when others won three times in a row, or the
   *   version is not the expected one; what the appender throws
   */
  run(input: RunInput<State, Command>): Promise<RunOutput<State>>
}

const changedMeanwhile = () => new SynclineError('STATE_CONFLICT', { reason: 'changed_meanwhile' })

const maxTries = 3
const maxTogether = 64

interface Waiting<State, Command> {
  readonly input: RunInput<State, Command>
  tries: number
  resolve(output: RunOutput<State>): void
  reject(error: unknown): void
}

/**
 * Commands on one stream wait for each other in this process: those that came together are decided one after another
 * on one load and written in one flush, each on what the one before leaves behind, and not without it. Across processes the
 * expected version decides, and who lost decides again.
 */
export function createCommandRunner<State, Command, Event extends NewEvent>(
  decider: Decider<State, Command, Event>,
  { pool, appender }: { pool: pg.Pool; appender: Appender },
): CommandRunner<State, Command> {
  const lanes = new Map<string, Waiting<State, Command>[]>()

  async function load(organizationId: string, stream: string): Promise<{ state: State; version: number }> {
    const events = await withOrganization(pool, organizationId, (tx) =>
      readStream(tx, organizationId, stream),
    )
    return {
      state: events.reduce(
        (state, event) => decider.evolve(state, event as unknown as Event),
        decider.initial,
      ),
      version: events.at(-1)?.version ?? 0,
    }
  }

  /** Decides one command on the state so far and hands its events to the appender. */
  function step(one: Waiting<State, Command>, at: { state: State; version: number }, follows: boolean) {
    const { input } = one
    if (input.expectedVersion !== undefined && input.expectedVersion !== at.version) throw changedMeanwhile()
    const command =
      typeof input.command === 'function'
        ? (input.command as (state: State) => Command)(at.state)
        : input.command
    const decision = decider.decide(command, at.state, input.context)
    if (!decision.ok) throw new SynclineError(decision.code, decision.details)
    const written = appender.append({
      organizationId: input.organizationId,
      stream: input.stream,
      events: decision.events,
      context: input.context,
      expectedVersion: at.version,
      follows,
      ...(input.payload && { payload: input.payload }),
    })
    const state = decision.events.reduce(decider.evolve, at.state)
    return { next: { state, version: at.version + decision.events.length }, state, written }
  }

  async function settle(
    one: Waiting<State, Command>,
    state: State,
    written: ReturnType<Appender['append']>,
    retry: (one: Waiting<State, Command>) => void,
  ) {
    try {
      const result = await written
      if (result.outcome === 'conflict') return retry(one)
      one.resolve({ position: result.position, version: result.version, state, tries: one.tries })
    } catch (error) {
      one.reject(error)
    }
  }

  async function together(
    batch: readonly Waiting<State, Command>[],
    retry: (one: Waiting<State, Command>) => void,
  ) {
    const { organizationId, stream } = (batch[0] as Waiting<State, Command>).input
    let at: { state: State; version: number }
    try {
      at = await load(organizationId, stream)
    } catch (error) {
      for (const one of batch) one.reject(error)
      return
    }
    const settling: Promise<void>[] = []
    for (const one of batch) {
      one.tries++
      try {
        const { next, state, written } = step(one, at, settling.length > 0)
        at = next
        settling.push(settle(one, state, written, retry))
      } catch (error) {
        one.reject(error)
      }
    }
    await Promise.all(settling)
  }

  async function drain(key: string, lane: Waiting<State, Command>[]) {
    const retry = (one: Waiting<State, Command>) => {
      if (one.tries >= maxTries) one.reject(changedMeanwhile())
      else lane.push(one)
    }
    while (lane.length > 0) await together(lane.splice(0, maxTogether), retry)
    lanes.delete(key)
  }

  return {
    run(input) {
      return new Promise((resolve, reject) => {
        const key = `${input.organizationId}/${input.stream}`
        const one = { input, tries: 0, resolve, reject }
        const lane = lanes.get(key)
        if (lane) {
          lane.push(one)
          return
        }
        const started = [one]
        lanes.set(key, started)
        void drain(key, started)
      })
    },
  }
}
