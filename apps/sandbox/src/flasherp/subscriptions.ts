import { jsonAnswer, type Result } from '../provider.ts'
import { getObject } from './lists.ts'
import { problemAnswer, savedResult, tablesOf, updateObject } from './objects.ts'
import type { Scope } from './scope.ts'
import type { FlashErpSubscription } from './subscription.ts'
import { readCancellation } from './subscription.ts'

/** Cancels a subscription; one that is cancelled already is answered as it is, without a new effect. */
export function cancelSubscription(scope: Scope, id: string, body: unknown): Result {
  const read = readCancellation(body, '')
  if (!read.ok) return { executed: false, answer: problemAnswer(read.problem) }
  const known = tablesOf(scope).objects.get(id) as FlashErpSubscription | undefined
  if (!known) return getObject(scope, id)
  if (known.status === 'cancelled') return { executed: true, answer: jsonAnswer(200, known) }
  const cancelled_at = read.value.cancelled_at ?? new Date(scope.ctx.now()).toISOString()
  return savedResult(updateObject(scope, id, { status: 'cancelled', cancelled_at }), 200)
}
