import { type ProviderContext, traceOf } from '../context.ts'
import { type Answer, type Call, type Either, jsonAnswer, type Operation, type Result } from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import { forgetOldest } from '../webhooks/queue.ts'
import { pcsState } from './state.ts'

export const pcsError = (status: number, code: string, message: string): Answer =>
  jsonAnswer(status, { error: { code, message } })

/** `{type, timestamp, data}`; the same message again is taken and does nothing. */
export function openCallback(ctx: ProviderContext, call: Call, account: string): Either<Operation> {
  if (call.method !== 'POST') return { ok: false, answer: pcsError(405, 'method_not_allowed', 'Only POST.') }
  const body = parse(call.body)
  if (!isPlainObject(body) || typeof body.type !== 'string' || !isPlainObject(body.data))
    return { ok: false, answer: pcsError(400, 'invalid', 'It needs type, timestamp and data.') }
  const { type, data } = body
  const run = (): Result => {
    hear(ctx, call, account, type, data)
    return { executed: true, answer: jsonAnswer(202, { received: true }) }
  }
  return { ok: true, value: { write: true, objectName: null, idempotency: null, run } }
}

function hear(ctx: ProviderContext, call: Call, account: string, type: string, data: object): void {
  const id = String(call.headers['webhook-id'])
  const { invoices, callbacks } = pcsState(ctx.store, account)
  if (callbacks.get(id)) return
  callbacks.put(id, { id, type, body: call.body.toString('utf8') })
  forgetOldest(callbacks, ctx.limits.events)
  const { invoice_id: invoiceId } = data as { invoice_id?: unknown }
  const invoice = typeof invoiceId === 'string' ? invoices.get(invoiceId) : undefined
  if (invoice) invoices.put(invoice.id, { ...invoice, heard: [...invoice.heard, type].slice(-100) })
  ctx.ledger.effects.append({
    at: new Date(ctx.now()).toISOString(),
    provider: 'pcs-ai',
    account,
    entity: 'callback',
    objectId: id,
    operation: 'create',
    ...traceOf({ kind: 'api', call }),
    externalRef: typeof invoiceId === 'string' ? invoiceId : null,
    sourceVersion: null,
    objectVersion: null,
    money: null,
  })
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
