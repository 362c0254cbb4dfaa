import { describe, expect, it } from 'vitest'
import type { CustomerRecord } from '../record/index.ts'
import { specify } from '../testing/index.ts'
import {
  applyMapping,
  decideMapping,
  evolveMapping,
  initialFlowMapping,
  type Mapping,
  mappingEvents,
  mappingSchema,
  plainMapping,
  type Rule,
  readyMappings,
  type Transform,
  validateMapping,
} from './index.ts'
import { parsePath } from './path.ts'
import { runTransform } from './run-transform.ts'

const ada: CustomerRecord = {
  entity: 'customer',
  sourceId: 'cus_1',
  deleted: false,
  name: '  Ada   Okafor Obi ',
  email: 'Ada@Example.com',
  phone: '0803 123 4567',
  address: { line1: '1 Quay', line2: null, city: 'Lagos', state: null, postalCode: null, country: 'Nigeria' },
  note: null,
}
const rule = (target: string, source: string | null, more: Partial<Rule> = {}): Rule => ({
  target,
  source,
  expression: null,
  transforms: [],
  fallback: null,
  required: false,
  ...more,
})
const toCustomer = (...rules: Rule[]): Mapping => ({ entity: 'customer', rules })
const bill = {
  entity: 'bill' as const,
  sourceId: 'b1',
  deleted: false,
  number: '7',
  status: 'open' as const,
  vendorId: null,
  vendorName: 'Quay Foods',
  lines: ['Rice', 'Oil'].map((description, index) => ({
    description,
    quantity: '1',
    amount: { amount: 100 * (index + 1), currency: 'NGN' },
    accountId: null,
  })),
  subtotal: { amount: 300, currency: 'NGN' },
  tax: { amount: 0, currency: 'NGN' },
  total: { amount: 300, currency: 'NGN' },
  amountDue: { amount: 300, currency: 'NGN' },
  memo: null,
  issuedAt: null,
  dueAt: null,
}

describe('transforms', () => {
  const cases: [Transform, unknown, unknown][] = [
    [{ name: 'case', to: 'title' }, 'ada o’neil-OBI', 'Ada O’neil-Obi'],
    [{ name: 'trim' }, '  a \n b ', 'a b'],
    [{ name: 'date' }, '2026-02-28', '2026-02-28T00:00:00.000Z'],
    [{ name: 'date' }, 1_790_000_000, '2026-09-21T14:13:20.000Z'],
    [{ name: 'date' }, '2026-02-28T01:00:00+01:00', '2026-02-28T00:00:00.000Z'],
    [{ name: 'number', places: 2 }, '1,234.565', '1234.57'],
    [{ name: 'number', places: 0 }, '0.5', '1'],
    [{ name: 'money', currency: 'NGN', unit: 'major' }, '12.34', { amount: 1234, currency: 'NGN' }],
    [{ name: 'money', currency: 'JPY', unit: 'major' }, '500', { amount: 500, currency: 'JPY' }],
    [{ name: 'amount', unit: 'major' }, { amount: 5, currency: 'USD' }, '0.05'],
    [{ name: 'amount', unit: 'minor' }, { amount: 5, currency: 'USD' }, '5'],
    [{ name: 'phone', country: 'NG' }, '0803 123 4567', '+2348031234567'],
    [{ name: 'country' }, 'united kingdom', 'GB'],
    [{ name: 'country' }, 'ng', 'NG'],
    [{ name: 'concat', with: ['address.city'], separator: ', ' }, 'Quay', 'Quay, Lagos'],
    [{ name: 'split', separator: ' ', part: 1, rest: true }, 'Ada Okafor Obi', 'Okafor Obi'],
    [{ name: 'lookup', table: { a: 'b' }, otherwise: 'z' }, 'constructor', 'z'],
    [{ name: 'constant', value: 7 }, 'x', 7],
    [
      { name: 'conditional', path: 'note', is: 'absent', to: null, use: 'none', otherwise: null },
      'kept',
      'none',
    ],
    [
      { name: 'conditional', path: 'address.city', is: 'equal', to: 'Abuja', use: 'x', otherwise: null },
      'kept',
      'kept',
    ],
  ]
  for (const [transform, value, made] of cases)
    it(`${transform.name}: ${JSON.stringify(value)} → ${JSON.stringify(made)}`, () => {
      expect(runTransform(transform, value, ada)).toEqual({ ok: true, value: made })
    })
  it.each([
    [{ name: 'date' }, '2026-02-31'],
    [{ name: 'number', places: 2 }, 'twelve'],
    [{ name: 'money', currency: 'USD', unit: 'major' }, '-3'],
    [{ name: 'phone', country: 'NG' }, '12'],
    [{ name: 'country' }, 'Atlantis'],
    [{ name: 'trim' }, ['a']],
  ] as [Transform, unknown][])('%j says why %j does not go', (transform, value) => {
    expect(runTransform(transform, value, ada)).toMatchObject({ ok: false })
  })
})

describe('a mapping applied', () => {
  it('fills what it names, leaves the rest empty and keeps the record’s head', () => {
    const mapping = toCustomer(
      rule('name', 'name', { transforms: [{ name: 'trim' }] }),
      rule('address.country', 'address.country', { transforms: [{ name: 'country' }] }),
      rule('note', 'note', { fallback: 'from the till' }),
    )
    expect(applyMapping(mapping, ada)).toEqual({
      ok: true,
      record: {
        ...ada,
        name: 'Ada Okafor Obi',
        email: null,
        phone: null,
        address: { line1: null, line2: null, city: null, state: null, postalCode: null, country: 'NG' },
        note: 'from the till',
      },
    })
  })
  it('goes through lists item by item, and puts one value into each item', () => {
    const base = plainMapping('bill', ['number', 'status', 'subtotal', 'tax', 'total', 'amountDue'])
    const lines = ['description', 'quantity', 'amount'].map((name) =>
      rule(`lines[].${name}`, `lines[].${name}`),
    )
    const account = rule('lines[].accountId', null, { fallback: 'acc-7' })
    const mapping = { entity: 'bill' as const, rules: [...base.rules, ...lines, account] }
    expect(validateMapping(mapping, 'bill')).toEqual([])
    const mapped = applyMapping(mapping, bill)
    expect(mapped).toMatchObject({
      record: { lines: bill.lines.map((line) => ({ ...line, accountId: 'acc-7' })) },
    })
  })
  it('names the field that fails, and never what stands in it', () => {
    const mapping = toCustomer(
      rule('phone', 'phone', { transforms: [{ name: 'phone', country: 'US' }] }),
      rule('note', 'note', { required: true }),
    )
    const mapped = applyMapping(mapping, { ...ada, phone: '4242 secret' })
    expect(mapped).toMatchObject({
      ok: false,
      problems: [
        { field: 'phone', code: 'failed' },
        { field: 'note', code: 'no_value' },
      ],
    })
    expect(JSON.stringify(mapped)).not.toMatch(/4242/)
  })
  it('holds what comes out against the target’s schema', () => {
    const mapping = toCustomer(rule('name', null, { expression: 'x' }))
    const mapped = applyMapping(mapping, ada, new Map([['name', { ok: true, value: { a: 1 } }]]))
    expect(mapped).toMatchObject({ problems: [{ field: 'name', code: 'failed' }] })
  })
  it('lets what is gone through, whatever its fields are', () => {
    const ready: Mapping = {
      entity: 'contact',
      rules: [rule('email', 'email', { required: true }), rule('status', null, { fallback: 'unsubscribed' })],
    }
    expect(applyMapping(ready, { ...ada, email: null })).toMatchObject({ problems: [{ field: 'email' }] })
    expect(applyMapping(ready, { ...ada, email: null, deleted: true })).toMatchObject({
      ok: true,
      record: { entity: 'contact', sourceId: 'cus_1', deleted: true },
    })
  })
})

describe('a mapping checked before it is saved', () => {
  const codes = (mapping: Mapping) =>
    validateMapping(mapping, 'customer').map(({ field, code }) => [field, code])
  it.each([
    [rule('name', 'nmae'), ['name', 'unknown_source']],
    [rule('fax', 'phone'), ['fax', 'unknown_target']],
    [rule('address', 'name'), ['address', 'clash']],
    [rule('name', 'deleted'), ['name', 'clash']],
    [rule('name', 'name', { transforms: [{ name: 'amount', unit: 'major' }] }), ['name', 'clash']],
    [rule('name', 'name', { fallback: 3 }), ['name', 'clash']],
    [rule('name', null), ['name', 'no_value']],
    [rule('name', 'name', { expression: 'name' }), ['name', 'clash']],
    [
      rule('name', 'name', { transforms: [{ name: 'concat', with: ['surname'], separator: ' ' }] }),
      ['name', 'unknown_source'],
    ],
  ] as [Rule, [string, string]][])('%#: the field at fault is named', (one, found) => {
    expect(codes(toCustomer(one))).toEqual([found])
  })
  it('names a field that two rules fill, and one that none does', () => {
    expect(codes(toCustomer(rule('name', 'name'), rule('name', 'email')))).toEqual([['name', 'twice']])
    const noEmail: Mapping = { entity: 'contact', rules: [rule('status', null, { fallback: 'subscribed' })] }
    expect(codes(noEmail)).toEqual([['email', 'missing']])
    const wrongWord: Mapping = {
      entity: 'contact',
      rules: [rule('email', 'email'), rule('status', null, { fallback: 'maybe' })],
    }
    expect(codes(wrongWord)).toEqual([['status', 'clash']])
  })
  it('takes no path that leads anywhere else', () => {
    for (const path of ['__proto__', 'a..b', 'a[b]', 'a[-1]', '.a', 'a.', '', 'a[0', `a${'.a'.repeat(200)}`])
      expect(parsePath(path)).toBeNull()
    expect(validateMapping(toCustomer(rule('constructor', 'name')), 'customer')).toHaveLength(1)
  })
})

describe('ready-made mappings', () => {
  for (const { from, to, entity, mapping } of readyMappings)
    it(`${from} → ${to}, ${entity}: has nothing to complain about`, () => {
      expect(mappingSchema.safeParse(mapping).success).toBe(true)
      expect(validateMapping(mapping, entity)).toEqual([])
    })
})

describe('publishing', () => {
  const decider = specify({ initial: initialFlowMapping, evolve: evolveMapping, decide: decideMapping })
  const enabled = {
    type: 'FlowEnabled',
    data: {
      entity: 'customer',
      sourceConnectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
      targetConnectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02',
      mappingVersion: 1,
    },
  } as const
  const mapping = toCustomer(rule('name', 'name'))
  const publish = { type: 'publish', mapping, reason: 'Names only', after: 1 } as const
  it('gives the next version', () => {
    expect(decider.given([enabled]).when(publish).decision).toMatchObject({
      events: [{ type: 'MappingPublished', data: { mappingVersion: 2, mapping, reason: 'Names only' } }],
    })
  })
  it('refuses over a version that was not looked at, without a flow, and with a fault', () => {
    const second = { type: 'MappingPublished', data: mappingEvents.MappingPublished.example } as never
    expect(decider.given([enabled, second]).when(publish).decision).toMatchObject({ code: 'STATE_CONFLICT' })
    expect(decider.given([]).when(publish).decision).toMatchObject({ code: 'RECORD_NOT_FOUND' })
    const faulty = { ...publish, mapping: toCustomer(rule('fax', 'name')) }
    expect(decider.given([enabled]).when(faulty).decision).toMatchObject({
      code: 'MAPPING_FAILED',
      details: { field: 'fax' },
    })
  })
})
