import type { FaultPanel } from '../faults/panel.ts'
import type { Misbehaviour, Sentinels } from '../faults/sentinels.ts'
import type { Claim, IdempotencyKeys } from '../idempotency.ts'
import { type Ledger, ledgerBodyLimit, type RequestEntry } from '../ledger.ts'
import type { Answer, Call, Operation, Provider } from '../provider.ts'
import type { Store } from '../store/store.ts'
import type { Ending, Reply } from './reply.ts'

export type ExchangeContext = {
  store: Store
  ledger: Ledger
  panel: FaultPanel
  sentinels: Sentinels
  keys: Record<Provider['name'], IdempotencyKeys>
  now: () => number
  /** Resolves early when the sandbox closes. */
  wait(delayMs: number): Promise<void>
}

type Outcome = {
  answer: Answer
  account: string | null
  executed: boolean
  replayed: boolean
  misbehaviour: Misbehaviour
}

const usual: Misbehaviour = { kind: 'none' }

/**
 * One API call from its whole body to the end of its answer. Order: who calls, is the provider up, what is asked,
 * is the key known, does something go wrong, do it, write state and ledger as one journal line, answer.
 */
export async function exchange(
  ctx: ExchangeContext,
  provider: Provider,
  call: Call,
  reply: Reply,
): Promise<void> {
  const admitted = admit(ctx, provider, call)
  if (admitted.kind === 'refused') return conclude(ctx, provider, call, reply, admitted.outcome)
  const { account, operation, claim } = admitted
  const end = ctx.panel.begin(provider.name, account)
  try {
    if (!end) {
      const tooMany = refusal(provider.failure('rate_limited'), account)
      return await conclude(ctx, provider, call, reply, tooMany.outcome)
    }
    const { latencyMs } = ctx.panel.of(provider.name)
    if (latencyMs > 0) await ctx.wait(latencyMs)
    const hindrance = await operation.prepare?.()
    if (hindrance) return await conclude(ctx, provider, call, reply, refusal(hindrance, account).outcome)
    const set = provider.isSignIn?.(call.path) ? usual : ctx.panel.answering(provider.name)
    await conclude(ctx, provider, call, reply, carryOut(ctx, provider, account, operation, claim, set))
  } finally {
    claim.release()
    end?.()
  }
}

type Admitted =
  | { kind: 'refused'; outcome: Outcome }
  | { kind: 'admitted'; account: string; operation: Operation; claim: Usable }

/** Everything before the operation itself: nothing is changed yet. */
function admit(ctx: ExchangeContext, provider: Provider, call: Call): Admitted {
  const caller = provider.authenticate(call)
  if (!caller.ok) return refusal(caller.answer, null)
  const { account } = caller.value
  const { down } = ctx.panel.of(provider.name)
  if (down !== 'no') {
    const { outcome } = refusal(provider.failure('unavailable'), account)
    const kind = down === 'reset' ? 'cut' : 'refuse'
    const misbehaviour = { kind, label: `down:${down}`, failure: 'unavailable' } as const
    return { kind: 'refused', outcome: { ...outcome, misbehaviour } }
  }
  if (ctx.panel.isTooMany(provider.name, account, ctx.now()))
    return refusal(provider.failure('rate_limited'), account)
  const opened = provider.open(call, account)
  if (!opened.ok) return refusal(opened.answer, account)
  const operation = opened.value
  const claim = claimKey(ctx, provider, account, operation)
  const key = operation.idempotency?.key ?? ''
  if (claim.kind === 'in_flight') return refusal(provider.idempotency.inFlight(key), account)
  if (claim.kind === 'other_parameters') return refusal(provider.idempotency.otherParameters(key), account)
  return { kind: 'admitted', account, operation, claim }
}

function refusal(answer: Answer, account: string | null): { kind: 'refused'; outcome: Outcome } {
  const misbehaviour = { kind: 'none' } as const
  return { kind: 'refused', outcome: { answer, account, executed: false, replayed: false, misbehaviour } }
}

type Usable = Extract<Claim, { release(): void }>
const unkeyed: Usable = { kind: 'fresh', keep: () => undefined, release: () => undefined }

function claimKey(ctx: ExchangeContext, provider: Provider, account: string, operation: Operation): Claim {
  if (!operation.idempotency) return unkeyed
  return ctx.keys[provider.name].claim(account, operation.idempotency, ctx.now(), provider.idempotency)
}

function carryOut(
  ctx: ExchangeContext,
  provider: Provider,
  account: string,
  operation: Operation,
  claim: Usable,
  set: Misbehaviour,
): Outcome {
  const replay = claim.kind === 'replay'
  const chaos = operation.write ? ctx.panel.chaos(provider.name) : usual
  // A kept 500 is what the key answers from now on: no sentinel has a say in it.
  const keptFailure = claim.kind === 'replay' && claim.stored.status >= 500
  const name = operation.write && !keptFailure ? operation.objectName : null
  const drawn =
    chaos.kind === 'none'
      ? ctx.sentinels.meet(provider.name, account, name, replay || operation.repeats === true)
      : chaos
  const misbehaviour = set.kind === 'none' ? drawn : set
  if (misbehaviour.kind === 'refuse') {
    const answer = provider.failure(misbehaviour.failure)
    return { answer, account, executed: false, replayed: false, misbehaviour }
  }
  if (claim.kind === 'replay') {
    const key = operation.idempotency?.key ?? ''
    const answer =
      misbehaviour.kind === 'fail_after'
        ? provider.failure('server_error')
        : provider.idempotency.replayed(claim.stored, key)
    return { answer, account, executed: false, replayed: true, misbehaviour }
  }
  const { executed, answer } = operation.run()
  if (!executed) return { answer, account, executed, replayed: false, misbehaviour: { kind: 'none' } }
  const failed = misbehaviour.kind === 'fail_after'
  const given = failed ? provider.failure('server_error') : answer
  claim.keep(failed && provider.idempotency.keepsServerErrors ? given : answer)
  return { answer: given, account, executed, replayed: false, misbehaviour }
}

async function conclude(
  ctx: ExchangeContext,
  provider: Provider,
  call: Call,
  reply: Reply,
  outcome: Outcome,
): Promise<void> {
  const common = provider.commonHeaders(call)
  const garbled = outcome.misbehaviour.kind === 'garble'
  const answer: Answer = {
    status: garbled ? 200 : outcome.answer.status,
    headers: { ...common, ...outcome.answer.headers },
    body: garbled ? garble(outcome.answer.body) : outcome.answer.body,
  }
  // How these end is not known before they do.
  const open = ['cut', 'hold', 'delay'].includes(outcome.misbehaviour.kind)
  const sequence = ctx.ledger.requests.append({
    ...describe(call),
    account: outcome.account,
    status: open ? null : answer.status,
    executed: outcome.executed,
    replayed: outcome.replayed,
    fault: outcome.misbehaviour.kind === 'none' ? null : outcome.misbehaviour.label,
    durationMs: ctx.now() - call.receivedAtMs,
  })
  ctx.store.commit()
  const ending = await send(ctx, reply, answer, outcome.misbehaviour)
  if (ending === 'answered' && !open) return
  const status = ending === 'answered' ? answer.status : 'aborted'
  ctx.ledger.requests.patch(sequence, { status, durationMs: ctx.now() - call.receivedAtMs })
  ctx.store.commit()
}

async function send(ctx: ExchangeContext, reply: Reply, answer: Answer, met: Misbehaviour): Promise<Ending> {
  if (met.kind === 'cut') return reply.cut()
  if (met.kind === 'hold') {
    if (met.forMs !== undefined) void ctx.wait(met.forMs).then(() => reply.cut())
    return reply.held()
  }
  if (met.kind === 'half') return reply.half(answer)
  if (met.kind === 'half_close') return reply.halfClosed(answer)
  if (met.kind === 'delay') await ctx.wait(met.delayMs)
  return reply.whole(answer)
}

/** Cut short and with a stray brace: no JSON parser takes it. */
function garble(body: string): string {
  return `${body.slice(0, Math.max(1, body.length >> 1))}}{`
}

function describe(
  call: Call,
): Omit<RequestEntry, 'account' | 'status' | 'executed' | 'replayed' | 'fault' | 'durationMs'> {
  return {
    at: new Date(call.receivedAtMs).toISOString(),
    provider: call.provider,
    method: call.method,
    path: call.path,
    query: call.query.toString(),
    idempotencyKey: call.idempotencyKey,
    bodySha256: call.bodySha256,
    body: call.body.subarray(0, ledgerBodyLimit).toString('utf8'),
    bodyBytes: call.body.length,
    requestId: call.requestId,
  }
}
