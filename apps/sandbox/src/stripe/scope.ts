import { type Origin, type ProviderContext, traceOf } from '../context.ts'
import type { EffectEntry, EffectMoney } from '../ledger.ts'
import type { Result } from '../provider.ts'
import { invalidRequest } from './errors.ts'
import type { ParameterProblem } from './parameters.ts'
import { type StripeState, stripeState } from './state.ts'

/** One change of one account: who makes it, and the ids of the events it caused, in order. */
export type StripeScope = {
  ctx: ProviderContext
  account: string
  origin: Origin
  eventIds: string[]
}

export function newScope(ctx: ProviderContext, account: string, origin: Origin): StripeScope {
  return { ctx, account, origin, eventIds: [] }
}

export const stateOf = ({ ctx, account }: StripeScope): StripeState => stripeState(ctx.store, account)

export const secondsNow = ({ ctx }: StripeScope): number => Math.floor(ctx.now() / 1000)

export function recordEffect(
  { ctx, account, origin }: StripeScope,
  operation: EffectEntry['operation'],
  object: { id: string; object: string; metadata: Record<string, string> | null },
  money: EffectMoney | null,
): void {
  ctx.ledger.effects.append({
    at: new Date(ctx.now()).toISOString(),
    provider: 'stripe',
    account,
    entity: object.object,
    objectId: object.id,
    operation,
    ...traceOf(origin),
    externalRef: null,
    sourceVersion: object.metadata?.source_version ?? null,
    objectVersion: null,
    money,
  })
}

export const refused = (answer: Result['answer']): Result => ({ executed: false, answer })

export const problemResult = ({ message, param, code }: ParameterProblem): Result =>
  refused(invalidRequest(message, param, code))

/** What an expandable member refers to: this sandbox never expands, so it is the id, or nothing. */
export const referred = (member: string | object | null | undefined): string =>
  typeof member === 'string' ? member : ''
