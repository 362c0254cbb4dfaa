import { isPlainObject } from '../shape.ts'
import { amount } from './amounts.ts'
import { type EntityKind, kindNamed } from './entities.ts'
import type { Change, Scope } from './scope.ts'
import { objectsOf, type QboObject, stamp } from './state.ts'

/** How much of a payment goes to what, by the id of the invoice or bill. */
function applied(payment: QboObject | null): Map<string, number> {
  const sums = new Map<string, number>()
  for (const line of Array.isArray(payment?.Line) ? payment.Line : []) {
    const [linked] = isPlainObject(line) && Array.isArray(line.LinkedTxn) ? line.LinkedTxn : []
    if (!isPlainObject(linked) || typeof linked.TxnId !== 'string') continue
    sums.set(linked.TxnId, (sums.get(linked.TxnId) ?? 0) + (amount(line.Amount) ?? 0))
  }
  return sums
}

/** What is still due of the invoices or bills that a payment pays, after it came, changed or went. */
export function applyPayment(
  { ctx, realmId }: Scope,
  kind: EntityKind,
  before: QboObject | null,
  after: QboObject | null,
): Change[] {
  const paid = kind.pays === null ? undefined : kindNamed(kind.pays)
  if (!paid) return []
  const [was, is] = [applied(before), applied(after)]
  const objects = objectsOf(ctx.store, realmId, paid.name)
  const changes: Change[] = []
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const object = objects.get(id)
    const more = (is.get(id) ?? 0) - (was.get(id) ?? 0)
    if (!object || more === 0) continue
    objects.put(id, {
      ...object,
      Balance: Math.max(0, amount((amount(object.Balance) ?? 0) - more) ?? 0),
      SyncToken: String(Number(object.SyncToken) + 1),
      MetaData: { ...object.MetaData, LastUpdatedTime: stamp(ctx) },
    })
    changes.push({ kind: paid, verb: 'updated', objectId: id })
  }
  return changes
}
