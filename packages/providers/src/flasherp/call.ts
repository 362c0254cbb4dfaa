import type { SentCall } from '../attempt.ts'
import type { PlannedCall } from '../provider.ts'

/** Where FlashERP says its own id of a request. */
export const requestIdHeader = 'x-request-id'

export function membersOf(call: PlannedCall): Record<string, unknown> {
  return JSON.parse(call.body) as Record<string, unknown>
}

export const sentOf = (call: PlannedCall): SentCall => ({
  method: call.method,
  path: call.path,
  members: membersOf(call),
})
