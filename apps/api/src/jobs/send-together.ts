import type { PushOutcome } from '@syncline/providers/port'
import { noteToken } from '../protection/call.ts'
import { type CallEnd, type Entry, reporting } from '../protection/gate.ts'
import { held, type Leave } from './ask-leave.ts'
import type { ExecutorDeps } from './executor-deps.ts'
import { createMeeting } from './meeting.ts'
import { unsent } from './outcome.ts'
import { createSlots } from './slots.ts'
import type { Joint, Step } from './step.ts'

export type JointStep = Extract<Step, { send: unknown }> & { readonly joint: Joint }

interface Target {
  readonly organizationId: string
  readonly connectionId: string
}

/** One that has begun and is about to go out. */
interface Begun {
  readonly step: JointStep
  readonly idempotencyKey: string
  readonly isLate: () => boolean
}

/** From the first that has begun; well below the time in which a try has to go out. */
const patienceMs = 1_000
/** Of those that go alone after all. */
const sideBySide = 8

/**
 * Leave for steps that are planned and may go out together: asked once for as many as the provider takes by one call.
 * @returns what happens next with each, in order
 */
export async function sendTogether(
  deps: ExecutorDeps,
  target: Target,
  steps: readonly JointStep[],
): Promise<readonly Leave[]> {
  const calls = [...Map.groupBy(steps, ({ joint }) => joint.together)].flatMap(([{ most }, of]) =>
    Array.from({ length: Math.ceil(of.length / most) }, (_, n) => of.slice(n * most, (n + 1) * most)),
  )
  const leaves = new Map(
    (await Promise.all(calls.map((call) => leaveForOne(deps, target, call)))).flatMap((map) => [...map]),
  )
  return steps.map((step) => leaves.get(step) as Leave)
}

async function leaveForOne(
  deps: ExecutorDeps,
  target: Target,
  steps: readonly JointStep[],
): Promise<ReadonlyMap<JointStep, Leave>> {
  const enter = () => deps.protection.enter(target.organizationId, target.connectionId, 'write')
  const first = await enter()
  if (!first.ok) return new Map(steps.map((step) => [step, held(first)]))
  let unused: Entry | null = first
  // Who comes late goes by a call of their own, and that has leave of its own.
  const leave = async () => {
    const entry = unused ?? (await enter())
    unused = null
    return entry
  }
  const begun = createMeeting<Begun, PushOutcome>(
    steps.length,
    () => deps.pause(patienceMs),
    (items) => carryOut(deps, target, items, leave),
  )
  let away = 0

  const leaveFor = (step: JointStep): Leave => {
    let isGone = false
    return {
      next: {
        ...step,
        send(idempotencyKey, isLate) {
          isGone = true
          return begun.come({ step, idempotencyKey, isLate })
        },
      },
      async release() {
        if (isGone) return
        isGone = true
        begun.stayAway()
        if (++away === steps.length) await first.release()
      },
    }
  }
  return new Map(steps.map((step) => [step, leaveFor(step)]))
}

/** What a call of all was refused for may not be true of each: those go alone. */
async function carryOut(
  deps: ExecutorDeps,
  target: Target,
  items: readonly Begun[],
  enter: () => Promise<Entry>,
): Promise<readonly PushOutcome[]> {
  const slots = createSlots(sideBySide)
  const alone = async (item: Begun) => (await call(deps, target, [item], await enter()))[0] ?? tooLate
  const outcomes = await call(deps, target, items, await enter())
  return Promise.all(items.map(async (item, index) => outcomes[index] ?? slots.run(() => alone(item))))
}

/** One call for all who are still in time, told once of how it ended. Null: to go alone. */
async function call(
  deps: ExecutorDeps,
  target: Target,
  items: readonly Begun[],
  entry: Entry,
): Promise<readonly (PushOutcome | null)[]> {
  if (!entry.ok)
    return items.map(() => ({ ...unsent(entry.code, 'not_executed'), retryAfterMs: entry.waitMs }))
  const going = items.filter(({ isLate }) => !isLate())
  if (going.length === 0) {
    await entry.release()
    return items.map(() => tooLate)
  }
  const { outcomes } = await reporting(entry, async () => {
    const outcomes = await send(deps, target, going)
    return { ...endOf(outcomes), outcomes }
  })
  const outcomeOf = new Map(going.map((item, index) => [item, outcomes[index] ?? null]))
  return items.map((item) => (outcomeOf.has(item) ? (outcomeOf.get(item) ?? null) : tooLate))
}

async function send(
  deps: ExecutorDeps,
  { organizationId, connectionId }: Target,
  items: readonly Begun[],
): Promise<readonly (PushOutcome | null)[]> {
  const [first, second] = items
  if (!first) return []
  const { step, idempotencyKey, isLate } = first
  if (!second) return [await step.send(idempotencyKey, isLate)]
  const { together, access } = step.joint
  const outcomes = await together.send(
    items.map((item) => ({ call: item.step.joint.call, idempotencyKey: item.idempotencyKey })),
    access,
  )
  await noteToken(deps, organizationId, connectionId, access, endOf(outcomes))
  return outcomes
}

/** What a call of several says of the provider: that one of them was carried out, or refused for all, is an answer. */
const endOf = (outcomes: readonly (PushOutcome | null)[]): CallEnd =>
  outcomes.every((outcome) => outcome?.outcome === 'failed') ? (outcomes[0] ?? {}) : {}

const tooLate = unsent('TIMEOUT', 'not_executed')
