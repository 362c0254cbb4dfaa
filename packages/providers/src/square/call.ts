import type { SentCall } from '../attempt.ts'
import type { PlannedCall } from '../provider.ts'

export function membersOf(call: PlannedCall): Record<string, unknown> {
  return call.body === '' ? {} : (JSON.parse(call.body) as Record<string, unknown>)
}

export const sentOf = (call: PlannedCall): SentCall => ({
  method: call.method,
  path: call.path,
  members: call.body === '' ? null : membersOf(call),
})
