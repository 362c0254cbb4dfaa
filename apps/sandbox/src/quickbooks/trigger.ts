import { inside, type ProviderContext } from '../context.ts'
import type { Triggered, TriggerRequest } from '../provider.ts'
import { bad, good, isPlainObject, type Read } from '../shape.ts'
import { makePerson, newPhone } from '../traffic/people.ts'
import { type EntityKind, entityKinds, kindNamed } from './entities.ts'
import { deleteObject, voidObject, type Written, writeObject } from './objects.ts'
import type { Scope } from './scope.ts'
import { companies, objectsOf, type QboObject } from './state.ts'

const verbs = ['created', 'updated', 'deleted', 'voided'] as const

export const quickbooksTriggers = entityKinds.flatMap(({ name, family, voidable }) =>
  verbs
    .filter((verb) => (verb === 'deleted' ? family === 'transaction' : verb !== 'voided' || voidable))
    .map((verb) => `${name.toLowerCase()}.${verb}`),
)

/** Makes a change as somebody at the company would. What it needs and is not there is made first. */
export function triggerQuickbooks(
  ctx: ProviderContext,
  event: string,
  request: TriggerRequest,
): Read<Triggered> {
  const [word = '', verb = ''] = event.split('.')
  const kind = kindNamed(word)
  if (!kind || !quickbooksTriggers.includes(event))
    return bad('event', `must be one of ${quickbooksTriggers.join(', ')}`)
  const realmId = request.account ?? [...companies(ctx.store).keysOldestFirst()][0]
  if (realmId === undefined || !companies(ctx.store).get(realmId))
    return bad('account', 'names no company; register one at /_sandbox/accounts')
  const scope: Scope = { ctx, realmId, origin: inside }
  if (verb === 'created') return toldOf(writeObject(scope, kind, invent(scope, kind, request)))
  const objects = objectsOf(ctx.store, realmId, kind.name)
  const [newest] = objects.newestFirst()
  const object = request.id === null ? (newest ?? made(scope, kind)) : objects.get(request.id)
  if (!object) return bad('id', `names no ${kind.name} of this company`)
  const { Id, SyncToken } = object
  const handle = { Id, SyncToken }
  if (verb === 'deleted') return toldOf(deleteObject(scope, kind, handle), Id)
  if (verb === 'voided') return toldOf(voidObject(scope, kind, handle))
  const change =
    kind.family === 'name'
      ? {
          PrimaryPhone: { FreeFormNumber: request.phone ?? newPhone(ctx.random, null) },
          ...(request.name && { DisplayName: request.name }),
        }
      : { PrivateNote: `Changed at ${new Date(ctx.now()).toISOString()}` }
  return toldOf(writeObject(scope, kind, { ...handle, sparse: true, ...change }))
}

function toldOf(written: Written, id?: string): Read<Triggered> {
  if (!written.ok) return bad('event', `was refused: ${written.fault.error.detail}`)
  const { object, eventIds } = written.value
  const [inner] = Object.values(object)
  const objectId = id ?? (isPlainObject(inner) && typeof inner.Id === 'string' ? inner.Id : '')
  return good({ eventIds, objectId })
}

function made(scope: Scope, kind: EntityKind): QboObject | undefined {
  const { ctx, realmId } = scope
  const unspecified = { name: null, email: null, phone: null, amount: null }
  writeObject(scope, kind, invent(scope, kind, unspecified))
  const [newest] = objectsOf(ctx.store, realmId, kind.name).newestFirst()
  return newest
}

/** What somebody at the company might enter. */
function invent(
  scope: Scope,
  kind: EntityKind,
  { name, email, phone, amount }: Pick<TriggerRequest, 'name' | 'email' | 'phone' | 'amount'>,
): Record<string, unknown> {
  const { random } = scope.ctx
  if (kind.family === 'name') {
    const person = makePerson(random)
    return {
      // Two of one name are refused, so the invented ones carry a number.
      DisplayName: name ?? `${person.name} ${random.whole(1_000, 999_999)}`,
      PrimaryEmailAddr: { Address: email ?? person.email },
      PrimaryPhone: { FreeFormNumber: phone ?? person.phone },
    }
  }
  const [[reference, named] = ['', '']] = Object.entries(kind.references)
  const whom = kindNamed(named) as EntityKind
  const [known] = objectsOf(scope.ctx.store, scope.realmId, whom.name).newestFirst()
  const ref = { [reference]: { value: (known ?? made(scope, whom))?.Id } }
  const price = (amount ?? random.whole(5, 500) * 100) / 100
  if (kind.pays !== null) return { ...ref, ...paymentFor(scope, kind, amount === null ? null : price) }
  const detail = kind.name === 'Invoice' ? 'SalesItemLineDetail' : 'AccountBasedExpenseLineDetail'
  return { ...ref, Line: [{ Description: 'Catering', Amount: price, DetailType: detail, [detail]: {} }] }
}

/** Pays the newest invoice or bill that is open, of the one who has it. */
function paymentFor(scope: Scope, kind: EntityKind, wanted: number | null): Record<string, unknown> {
  const paid = kindNamed(kind.pays ?? '') as EntityKind
  const objects = objectsOf(scope.ctx.store, scope.realmId, paid.name)
  const open = [...objects.newestFirst()].find(({ Balance }) => Number(Balance) > 0) ?? made(scope, paid)
  const price = wanted === null ? Number(open?.Balance ?? 0) : Math.min(wanted, Number(open?.Balance ?? 0))
  const [[reference] = ['']] = Object.entries(kind.references)
  return {
    [reference]: open?.[reference],
    TotalAmt: price,
    Line: [{ Amount: price, LinkedTxn: [{ TxnId: open?.Id, TxnType: paid.name }] }],
    ...(kind.name === 'BillPayment'
      ? { PayType: 'Check', CheckPayment: { BankAccountRef: { value: '35' } } }
      : {}),
  }
}
