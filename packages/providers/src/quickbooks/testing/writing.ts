import type { PlannedCall } from '../../provider.ts'
import { planContext } from '../../testing/plan-context.ts'
import type { customer } from '../../testing/records.ts'
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
export const planned = (
  record: ReturnType<typeof customer>,
  link: Parameters<typeof planContext>[0] = null,
): PlannedCall => {
  const plan = customers.plan(record, planContext(link))
  if (!plan.ok) throw new Error(`${plan.code} ${plan.field}`)
  return plan.call
}
