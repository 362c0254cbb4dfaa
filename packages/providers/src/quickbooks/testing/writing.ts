import type { PlannedCall, PushOutcome } from '../../provider.ts'
import { planContext } from '../../testing/plan-context.ts'
import { customer } from '../../testing/records.ts'
import { createQuickbooks } from '../index.ts'

/** In a hurry. */
export const provider = createQuickbooks({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })
const pushes = () => {
  const { customer, vendor, invoice, bill, payment } = provider.push ?? {}
  if (!customer || !vendor || !invoice || !bill || !payment) throw new Error('QuickBooks takes all of these')
  return { customers: customer, vendors: vendor, invoices: invoice, bills: bill, payments: payment }
}
export const { customers, vendors, invoices, bills, payments } = pushes()

let keys = 0
export const freshKey = () => `5f0c9a0e-2f6b-4a55-9c4b-${String((keys += 1)).padStart(12, '0')}.1`
/** Nobody else of this name: QuickBooks takes each once. */
export const person = (changes: Parameters<typeof customer>[0] = {}) => {
  const one = customer(changes)
  return { ...one, name: changes.name ?? `Ada Obi ${one.sourceId}` }
}
export const planned = (
  record: ReturnType<typeof customer>,
  link: Parameters<typeof planContext>[0] = null,
): PlannedCall => {
  const plan = customers.plan(record, planContext(link))
  if (!plan.ok) throw new Error(`${plan.code} ${plan.field}`)
  return plan.call
}
export const said = (outcome: PushOutcome) =>
  outcome.outcome === 'done'
    ? `done ${outcome.effect}`
    : `${outcome.code} ${outcome.certainty}${outcome.retryable ? ' retryable' : ''}`
export const done = (outcome: PushOutcome) => {
  if (outcome.outcome !== 'done') throw new Error(`${said(outcome)} ${outcome.detail}`)
  return outcome
}
