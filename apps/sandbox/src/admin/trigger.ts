import { type Provider, type TriggerRequest, unspecified } from '../provider.ts'
import { bad, fields, flag, good, nullable, number, type Read, type Reader, text, whole } from '../shape.ts'
import type { AdminContext } from './context.ts'

export type TriggerPlan = TriggerRequest & { count: number; ratePerSecond: number | null }
export type TriggerOutcome = { events: string[]; objects: string[] }

const maxCount = 50_000
/** A paced trigger answers when it is through, so it must end before its caller's patience does. */
const maxDurationMs = 240_000
const sliceMs = 20

const currency: Reader<string> = (value, path) =>
  typeof value === 'string' && /^[a-z]{3}$/i.test(value)
    ? good(value.toLowerCase())
    : bad(path, 'must be three letters')

const readPlan = fields<TriggerPlan>({
  account: nullable(text(100)),
  id: nullable(text(100)),
  name: nullable(text(255)),
  email: nullable(text(320)),
  phone: nullable(text(20)),
  amount: nullable(whole(1, 99_999_999)),
  currency: nullable(currency),
  guest: flag,
  count: whole(1, maxCount),
  ratePerSecond: nullable(number(0.1, 5000)),
})

export function readTrigger(body: unknown): Read<TriggerPlan> {
  const read = readPlan(body, '')
  if (!read.ok) return read
  const plan = {
    ...unspecified,
    count: 1,
    ratePerSecond: null,
    ...read.value,
  }
  const durationMs = plan.ratePerSecond === null ? 0 : (plan.count / plan.ratePerSecond) * 1000
  return durationMs > maxDurationMs
    ? bad('count', `at this rate takes longer than ${maxDurationMs / 1000} s`)
    : good(plan)
}

/** Makes `count` changes, all at once or evenly at `ratePerSecond`; gives the ids of events and objects in order. */
export async function runTrigger(
  admin: AdminContext,
  provider: Provider,
  event: string,
  plan: TriggerPlan,
): Promise<Read<TriggerOutcome>> {
  const events: string[] = []
  const objects: string[] = []
  const startedMs = performance.now()
  for (let made = 0; made < plan.count; made += 1) {
    if (plan.ratePerSecond !== null) {
      const dueMs = startedMs + (made / plan.ratePerSecond) * 1000
      // Changes due within one slice leave together: a timer per change could not keep up with high rates.
      if (dueMs - performance.now() > sliceMs) {
        admin.ctx.store.commit()
        await admin.wait(dueMs - performance.now())
      }
    } else if (made % 100 === 99) {
      admin.ctx.store.commit()
      await new Promise(setImmediate)
    }
    const triggered = provider.trigger(event, plan)
    if (!triggered.ok) return triggered
    events.push(...triggered.value.eventIds)
    objects.push(triggered.value.objectId)
  }
  return good({ events, objects })
}
