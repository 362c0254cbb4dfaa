import { type Origin, type ProviderContext, traceOf } from '../context.ts'
import type { EffectMoney } from '../ledger.ts'
import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import { publish, type SquareNews } from './events.ts'

export type Scope = {
  ctx: ProviderContext
  account: string
  origin: Origin
}

export type Done =
  | { ok: true; object: object; id: string; eventIds: string[] }
  | { ok: false; answer: Answer }

export const refused = (answer: Answer): { ok: false; answer: Answer } => ({ ok: false, answer })
export const timeOf = ({ ctx }: Scope): string => new Date(ctx.now()).toISOString()

type Effect = {
  entity: string
  id: string
  operation: 'create' | 'update' | 'delete'
  externalRef?: string | null
  objectVersion?: number | null
  money?: EffectMoney | null
}

/** Writes the change into the ledger and tells it. */
export function settle(scope: Scope, effect: Effect, news: SquareNews): string {
  recordEffect(scope, effect)
  return publish(scope.ctx, scope.account, news)
}

export function recordEffect(scope: Scope, effect: Effect): void {
  scope.ctx.ledger.effects.append({
    at: timeOf(scope),
    provider: 'square',
    account: scope.account,
    entity: effect.entity,
    objectId: effect.id,
    operation: effect.operation,
    ...traceOf(scope.origin),
    externalRef: effect.externalRef ?? null,
    sourceVersion: null,
    objectVersion: effect.objectVersion ?? null,
    money: effect.money ?? null,
  })
}

/** `{[singular]: object}` */
export const answerOf = (done: Done, singular: string): Result =>
  done.ok
    ? { executed: true, answer: jsonAnswer(200, { [singular]: done.object }) }
    : { executed: false, answer: done.answer }
