import { traceOf } from '../context.ts'
import { isPlainObject } from '../shape.ts'
import { amount, sumOf, textOf, withSubtotal } from './amounts.ts'
import { applyPayment } from './balances.ts'
import { isSold } from './chart.ts'
import { type EntityKind, kindNamed } from './entities.ts'
import { publish } from './events.ts'
import { type Fault, faults } from './faults.ts'
import type { Change, Scope } from './scope.ts'
import { deletedOf, namesOf, nextId, objectsOf, type QboObject, stamp } from './state.ts'

export type Outcome<T> = { ok: true; value: T } | { ok: false; fault: Fault }
export type Written = Outcome<{ object: Record<string, unknown>; eventIds: string[] }>

export const refuse = (fault: Fault): { ok: false; fault: Fault } => ({ ok: false, fault })

/** What stands in an object that nobody said otherwise of. */
const defaults = { domain: 'QBO', sparse: false, CurrencyRef: { value: 'USD', name: 'United States Dollar' } }

/** Makes an object, or changes one where the body names it: the whole of it, or with `sparse` only what is sent. */
export function writeObject(scope: Scope, kind: EntityKind, body: unknown): Written {
  if (!isPlainObject(body)) return refuse(faults.rule('The body is no object.'))
  const strange = Object.keys(body).find((member) => !kind.members.includes(member))
  if (strange !== undefined) return refuse(faults.unsupported(strange))
  const objects = objectsOf(scope.ctx.store, scope.realmId, kind.name)
  if (body.Id === undefined) {
    const lacking = kind.required.find((member) => body[member] === undefined || body[member] === null)
    if (lacking !== undefined) return refuse(faults.missing(lacking))
    if (objects.size >= scope.ctx.limits.moneyObjects) return refuse(faults.rule('The company is full.'))
    return save(scope, kind, null, {
      ...defaults,
      Active: kind.family === 'name' ? true : undefined,
      ...body,
    })
  }
  const found = findCurrent(scope, kind, body)
  if (!found.ok) return found
  const before = found.value
  const kept =
    body.sparse === true
      ? before
      : pick(before, ['Id', 'SyncToken', 'MetaData', 'domain', 'CurrencyRef', 'Active'])
  return save(scope, kind, before, { ...kept, ...body, sparse: false })
}

/** Takes a transaction off the books. Names are never deleted. */
export function deleteObject(scope: Scope, kind: EntityKind, body: unknown): Written {
  if (kind.family === 'name') return refuse(faults.rule(`A ${kind.name} is made inactive, not deleted.`))
  const found = findCurrent(scope, kind, body)
  if (!found.ok) return found
  const { ctx, realmId } = scope
  const { Id } = found.value
  const others = applyPayment(scope, kind, found.value, null)
  objectsOf(ctx.store, realmId, kind.name).remove(Id)
  deletedOf(ctx.store, realmId, kind.name).put(Id, {
    Id,
    status: 'Deleted',
    MetaData: { LastUpdatedTime: stamp(ctx) },
  })
  recordEffect(scope, kind, found.value, 'delete')
  const eventIds = publish(scope, [{ kind, verb: 'deleted', objectId: Id }, ...others])
  return { ok: true, value: { object: { domain: 'QBO', status: 'Deleted', Id }, eventIds } }
}

/** Leaves a transaction where it is, with nothing in it. */
export function voidObject(scope: Scope, kind: EntityKind, body: unknown): Written {
  if (!kind.voidable) return refuse(faults.rule(`A ${kind.name} can't be voided.`))
  const found = findCurrent(scope, kind, body)
  if (!found.ok) return found
  const before = found.value
  const lines = Array.isArray(before.Line) ? before.Line : []
  const Line = lines.filter(isPlainObject).map((line) => ({ ...line, Amount: 0, LinkedTxn: undefined }))
  const emptied = { ...before, Line, TxnTaxDetail: { TotalTax: 0 }, TotalAmt: 0, PrivateNote: 'Voided' }
  return save(scope, kind, before, emptied, 'voided')
}

function findCurrent(scope: Scope, kind: EntityKind, body: unknown): Outcome<QboObject> {
  if (!isPlainObject(body) || typeof body.Id !== 'string' || !/^\d{1,18}$/.test(body.Id))
    return refuse(faults.invalidId())
  if (typeof body.SyncToken !== 'string') return refuse(faults.missing('SyncToken'))
  const found = objectsOf(scope.ctx.store, scope.realmId, kind.name).get(body.Id)
  if (!found) return refuse(faults.notFound(`${kind.name} ${body.Id}`))
  return found.SyncToken === body.SyncToken ? { ok: true, value: found } : refuse(faults.stale(kind.name))
}

function save(
  scope: Scope,
  kind: EntityKind,
  before: QboObject | null,
  wanted: Record<string, unknown>,
  verb: Change['verb'] = before ? 'updated' : 'created',
): Written {
  const { ctx, realmId } = scope
  const told =
    kind.family === 'name' ? nameOf(scope, kind, before, wanted) : totalsOf(scope, kind, before, wanted)
  if (!told.ok) return told
  const at = stamp(ctx)
  const after: QboObject = {
    ...JSON.parse(JSON.stringify({ ...wanted, ...told.value })),
    Id: before?.Id ?? nextId(ctx.store, realmId),
    SyncToken: before ? String(Number(before.SyncToken) + 1) : '0',
    MetaData: { CreateTime: before?.MetaData.CreateTime ?? at, LastUpdatedTime: at },
  }
  objectsOf(ctx.store, realmId, kind.name).put(after.Id, after)
  if (kind.family === 'name') claimName(scope, kind, before, after)
  const others = applyPayment(scope, kind, before, after)
  recordEffect(scope, kind, after, before ? 'update' : 'create')
  const eventIds = publish(scope, [{ kind, verb, objectId: after.Id }, ...others])
  return { ok: true, value: { object: { [kind.name]: after }, eventIds } }
}

const nameKey = (display: unknown) => textOf(display).trim().toLowerCase()

/** The display name, made of the others where it is left out. Whoever is inactive gives it free. */
function nameOf(
  { ctx, realmId }: Scope,
  kind: EntityKind,
  before: QboObject | null,
  wanted: Record<string, unknown>,
): Outcome<Record<string, unknown>> {
  const parts = ['Title', 'GivenName', 'MiddleName', 'FamilyName', 'Suffix'].map((member) => wanted[member])
  const made = parts.filter(Boolean).join(' ') || wanted.CompanyName
  const given =
    typeof wanted.DisplayName === 'string' && wanted.DisplayName.trim() !== '' ? wanted.DisplayName : made
  if (typeof given !== 'string') return refuse(faults.missing('DisplayName'))
  if (given.length > 500 || /[:\t\n]/.test(given))
    return refuse(faults.rule('The name holds a colon, a tab or a new line.'))
  const bare = given.replace(/ \(deleted\)$/, '')
  const display = wanted.Active === false ? `${bare} (deleted)` : bare
  const holder = namesOf(ctx.store, realmId).get(nameKey(display))
  const own = before && `${kind.name}/${before.Id}`
  if (holder !== undefined && holder !== own) return refuse(faults.duplicateName())
  return {
    ok: true,
    value: { DisplayName: display, FullyQualifiedName: display, Balance: before?.Balance ?? 0 },
  }
}

function claimName(
  { ctx, realmId }: Scope,
  kind: EntityKind,
  before: QboObject | null,
  after: QboObject,
): void {
  const names = namesOf(ctx.store, realmId)
  if (before) names.remove(nameKey(before.DisplayName))
  names.put(nameKey(after.DisplayName), `${kind.name}/${after.Id}`)
}

/** What QuickBooks adds up itself, and what it looks up. */
function totalsOf(
  { ctx, realmId }: Scope,
  kind: EntityKind,
  before: QboObject | null,
  wanted: Record<string, unknown>,
): Outcome<Record<string, unknown>> {
  const refs: Record<string, unknown> = {}
  for (const [member, named] of Object.entries(kind.references)) {
    const value = isPlainObject(wanted[member]) ? wanted[member].value : null
    const found = typeof value === 'string' ? objectsOf(ctx.store, realmId, named).get(value) : undefined
    if (!found || found.Active === false) return refuse(faults.invalidReference(member))
    refs[member] = { value, name: found.DisplayName }
  }
  const lines = wanted.Line ?? []
  if (!Array.isArray(lines) || !lines.every(isPlainObject)) return refuse(faults.rule('Line is no list.'))
  if (kind.name === 'Invoice' && lines.some(sellsNothing)) return refuse(faults.invalidReference('ItemRef'))
  if (lines.some((line) => line.Amount !== undefined && amount(line.Amount) === null))
    return refuse(faults.invalidNumber('Amount'))
  if (typeof wanted.DocNumber === 'string' && wanted.DocNumber.length > 21)
    return refuse(faults.rule('DocNumber is longer than 21.'))
  const common = { ...refs, TxnDate: wanted.TxnDate ?? stamp(ctx).slice(0, 10) }
  if (kind.pays !== null) {
    const total = amount(wanted.TotalAmt)
    if (total === null || total < 0) return refuse(faults.invalidNumber('TotalAmt'))
    const applied = sumOf(lines)
    if (applied > total) return refuse(faults.rule('More is applied than was paid.'))
    return { ok: true, value: { ...common, TotalAmt: total, UnappliedAmt: amount(total - applied) } }
  }
  const tax = isPlainObject(wanted.TxnTaxDetail) ? (amount(wanted.TxnTaxDetail.TotalTax) ?? 0) : 0
  const TotalAmt = amount(sumOf(lines) + tax) ?? 0
  const paid = before ? (amount(before.TotalAmt) ?? 0) - (amount(before.Balance) ?? 0) : 0
  const Balance = wanted.PrivateNote === 'Voided' ? 0 : Math.max(0, amount(TotalAmt - paid) ?? 0)
  const Line = kind.name === 'Invoice' ? withSubtotal(lines) : lines
  return { ok: true, value: { ...common, Line, TotalAmt, Balance } }
}

/** A line of what is not there, or not sold any more. */
function sellsNothing({ SalesItemLineDetail: detail }: Record<string, unknown>): boolean {
  const ref = isPlainObject(detail) ? detail.ItemRef : undefined
  return isPlainObject(ref) && !isSold(ref.value)
}

function recordEffect(
  { ctx, realmId, origin }: Scope,
  kind: EntityKind,
  object: QboObject,
  operation: 'create' | 'update' | 'delete',
) {
  ctx.ledger.effects.append({
    at: new Date(ctx.now()).toISOString(),
    provider: 'quickbooks',
    account: realmId,
    entity: kind.name.toLowerCase(),
    objectId: object.Id,
    operation,
    ...traceOf(origin),
    externalRef: null,
    sourceVersion: null,
    objectVersion: Number(object.SyncToken),
    money: null,
  })
}

export const objectsNamed = ({ ctx, realmId }: Scope, word: string) => {
  const kind = kindNamed(word)
  return kind && { kind, objects: objectsOf(ctx.store, realmId, kind.name) }
}

const pick = (object: Record<string, unknown>, members: readonly string[]) =>
  Object.fromEntries(members.map((member) => [member, object[member]]))
