import { randomBytes } from 'node:crypto'
import { jsonAnswer, type Result } from '../provider.ts'
import {
  bad,
  fields,
  flag,
  good,
  isPlainObject,
  nullable,
  type Read,
  type Reader,
  text,
  whole,
} from '../shape.ts'
import { conflict, full, invalid, invalidProblem, notFound } from './errors.ts'
import { inRange, listAnswer } from './lists.ts'
import { type Done, refused, type Scope, settle, timeOf } from './objects.ts'
import { type SquareObject, squareObjects } from './state.ts'

export type SquareCustomer = SquareObject & {
  given_name?: string
  family_name?: string
  company_name?: string
  nickname?: string
  email_address?: string
  phone_number?: string
  address?: Record<string, string>
  note?: string
  reference_id?: string
  birthday?: string
  creation_source: string
  preferences: { email_unsubscribed: boolean }
}

const needed = ['given_name', 'family_name', 'company_name', 'email_address', 'phone_number'] as const

const phone: Reader<string> = (value, path) => {
  const read = text(32)(value, path)
  return !read.ok || /^\+?(?:[ ().-]*\d){9,16}$/.test(read.value)
    ? read
    : bad(path, 'must have 9 to 16 digits')
}
const email: Reader<string> = (value, path) => {
  const read = text(254)(value, path)
  return !read.ok || /^[^\s@]+@[^\s@]+$/.test(read.value) ? read : bad(path, 'must be an e-mail address')
}
const country: Reader<string> = (value, path) =>
  typeof value === 'string' && /^[A-Z]{2}$/.test(value)
    ? good(value)
    : bad(path, 'must be two capital letters')

const address = fields<Record<string, string | null>>({
  address_line_1: nullable(text(500)),
  address_line_2: nullable(text(500)),
  address_line_3: nullable(text(500)),
  locality: nullable(text(300)),
  administrative_district_level_1: nullable(text(200)),
  postal_code: nullable(text(20)),
  country: nullable(country),
  first_name: nullable(text(300)),
  last_name: nullable(text(300)),
})

type Given = Record<string, unknown>

const readGiven = fields<Given>({
  given_name: nullable(text(300)),
  family_name: nullable(text(300)),
  company_name: nullable(text(500)),
  nickname: nullable(text(100)),
  email_address: nullable(email),
  phone_number: nullable(phone),
  address: nullable(address),
  note: nullable(text(5000)),
  reference_id: nullable(text(100)),
  birthday: nullable(text(10)),
  version: whole(0, Number.MAX_SAFE_INTEGER),
})

export const customersOf = ({ ctx, account }: Scope) =>
  squareObjects<SquareCustomer>(ctx.store, account, 'customers')

export function createCustomer(scope: Scope, body: unknown): Done {
  const read = readGiven(body, '')
  if (!read.ok) return refused(invalidProblem(read.problem))
  const table = customersOf(scope)
  if (table.size >= scope.ctx.limits.objects) return refused(full(scope.ctx.limits.objects, 'customers'))
  const at = timeOf(scope)
  const { version: _none, ...given } = read.value
  return save(scope, null, {
    id: randomBytes(13).toString('hex').toUpperCase(),
    created_at: at,
    updated_at: at,
    ...merged({}, given),
    creation_source: 'THIRD_PARTY',
    preferences: { email_unsubscribed: false },
    version: 0,
  } as SquareCustomer)
}

/** Members left out keep their value, null removes. With `version`, only if the customer still has that one. */
export function updateCustomer(scope: Scope, id: string, body: unknown): Done {
  const before = customersOf(scope).get(id)
  if (!before) return refused(noCustomer())
  const read = readGiven(body, '')
  if (!read.ok) return refused(invalidProblem(read.problem))
  const { version, ...given } = read.value
  if (version !== undefined && version !== before.version)
    return refused(conflict('The customer was changed meanwhile: read it again for its version.'))
  const after = merged(before, given) as SquareCustomer
  return save(scope, before, { ...after, version: before.version + 1, updated_at: timeOf(scope) })
}

export function deleteCustomer(scope: Scope, id: string): Done {
  const known = customersOf(scope).get(id)
  if (!known) return refused(noCustomer())
  customersOf(scope).remove(id)
  departedOf(scope).put(id, known)
  const data = { type: 'customer', id, deleted: true as const, object: { customer: known } }
  const eventId = settle(
    scope,
    { entity: 'customer', id, operation: 'delete', externalRef: known.reference_id ?? null },
    { type: 'customer.deleted', data, name: nameOf(known) },
  )
  return { ok: true, object: {}, id, eventIds: [eventId] }
}

/** Who was deleted. Square's API knows nobody here; its books do. */
export const departedOf = ({ ctx, account }: Scope) =>
  squareObjects<SquareCustomer>(ctx.store, account, 'departed')

export const noCustomer = () => notFound('There is no customer with this ID.')

function save(scope: Scope, before: SquareCustomer | null, customer: SquareCustomer): Done {
  if (!needed.some((field) => customer[field] !== undefined))
    return refused(invalid('MISSING_REQUIRED_PARAMETER', `One of ${needed.join(', ')} is required.`))
  const { id, version } = customer
  customersOf(scope).put(id, customer)
  const operation = before === null ? 'create' : 'update'
  const eventId = settle(
    scope,
    { entity: 'customer', id, operation, externalRef: customer.reference_id ?? null, objectVersion: version },
    {
      type: before === null ? 'customer.created' : 'customer.updated',
      data: { type: 'customer', id, object: { customer } },
      name: nameOf(customer),
    },
  )
  return { ok: true, object: customer, id, eventIds: [eventId] }
}

/** Null takes a member away; an address is merged part by part. */
function merged(before: Given, given: Given): Given {
  const after: Given = { ...before }
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) delete after[name]
    else if (isPlainObject(value)) {
      const inner = merged(isPlainObject(before[name]) ? before[name] : {}, value)
      if (Object.keys(inner).length > 0) after[name] = inner
      else delete after[name]
    } else after[name] = value
  }
  return after
}

/** As Square's directory shows it, and what sentinels hang on. */
export function nameOf(customer: Partial<SquareCustomer>): string | null {
  const person = [customer.given_name, customer.family_name].filter(Boolean).join(' ')
  return person || (customer.company_name ?? customer.nickname ?? null)
}

export function getCustomer(scope: Scope, id: string): Result {
  const customer = customersOf(scope).get(id)
  return customer
    ? { executed: true, answer: jsonAnswer(200, { customer }) }
    : { executed: false, answer: noCustomer() }
}

export function listCustomers(scope: Scope, query: URLSearchParams): Result {
  const asked = { limit: query.get('limit'), maxLimit: 100, defaultLimit: 100, cursor: query.get('cursor') }
  return listAnswer(
    customersOf(scope),
    'customers',
    { ...asked, question: null },
    () => true,
    (one) => one,
  )
}

type Exact = { exact: string }
type Filter = { reference_id?: Exact; email_address?: Exact; created_at?: object; updated_at?: object }
const exact = fields<Exact>({ exact: text(254) })
const range = fields<{ start_at: string; end_at: string }>({ start_at: text(40), end_at: text(40) })
const readSearch = fields<{ limit: number; cursor: string; count: boolean; query: { filter?: Filter } }>({
  limit: whole(-1_000, 1_000_000),
  cursor: text(200, 0),
  count: flag,
  query: fields<{ filter: Filter; sort: object }>({
    filter: fields<Filter>({
      reference_id: exact as Reader<Exact>,
      email_address: exact as Reader<Exact>,
      created_at: range,
      updated_at: range,
    }),
    sort: fields<{ field: string; order: string }>({ field: text(30), order: text(10) }),
  }),
})

/** By creation, oldest first, whatever order is asked for. */
export function searchCustomers(scope: Scope, body: unknown): Result {
  const read: Read<{ limit?: number; cursor?: string; query?: { filter?: Filter } }> = readSearch(body, '')
  if (!read.ok) return { executed: false, answer: invalidProblem(read.problem) }
  const { limit, cursor, query } = read.value
  const { reference_id, email_address, created_at, updated_at } = query?.filter ?? {}
  return listAnswer(
    customersOf(scope),
    'customers',
    { question: query ?? null, limit, maxLimit: 100, defaultLimit: 100, cursor },
    (one) =>
      (reference_id === undefined || one.reference_id === reference_id.exact) &&
      (email_address === undefined || one.email_address === email_address.exact) &&
      inRange(one.created_at, created_at) &&
      inRange(one.updated_at, updated_at),
    (one) => one,
  )
}
