import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { appRouter } from '../../trpc/router.ts'
import type { Answer, Attack } from './attack.ts'
import { judgeCells, readCsv } from './cells.ts'
import { faultOf } from './judge.ts'
import { attacksOf } from './requests.ts'
import { hasPlace, sampleOf, shapeOf } from './sample.ts'
import { judgeTarget } from './targets.ts'

const attack: Attack = { method: 'GET', path: '/', headers: {}, body: null, payload: '<b>here</b>' }
const failure = {
  error: 'Not found',
  code: 'RECORD_NOT_FOUND',
  message: 'It does not exist here.',
  errorId: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b03',
  timestamp: '2026-01-01T00:00:00.000Z',
}
const refusal = (body: unknown, change: Partial<Answer> = {}): Answer => ({
  status: 404,
  headers: { 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff' },
  body: JSON.stringify(body),
  ...change,
})
const page = (body: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/html', 'x-content-type-options': 'nosniff' },
  body,
})

describe('an answer', () => {
  it.each([
    ['a refusal', refusal(failure)],
    ['a refusal of a procedure', refusal({ error: { data: { syncline: failure } } })],
    ['refusals of a batch', refusal([{ error: { data: { syncline: failure } } }, { result: {} }])],
    ['a page that shows it as text', page('&lt;b>here&lt;/b>')],
  ])('passes: %s', (_what, answer) => {
    expect(faultOf(attack, answer)).toBeNull()
  })

  it.each([
    ['no answer', 'no answer in time', /in time/],
    ['a fault of ours', refusal(failure, { status: 500 }), /500/],
    ['markup given back', page('<i><b>here</b></i>'), /markup/],
    [
      'a type left to guess',
      refusal({}, { status: 200, headers: { 'content-type': 'text/plain' } }),
      /guess/,
    ],
    ['words of the database', refusal({ ...failure, message: 'syntax error at or near "x"' }), /inside/],
    ['a stack', refusal({ ...failure, message: 'TypeError: x' }), /inside/],
    ['another type', refusal(failure, { headers: { 'content-type': 'text/plain' } }), /not JSON/],
    ['another shape', refusal({ error: 'x' }), /shape/],
    ['another code', refusal({ ...failure, code: 'OOPS' }), /table/],
    ['nothing', refusal([]), /empty/],
  ])('fails: %s', (_what, answer, fault) => {
    expect(faultOf(attack, answer)).toMatch(fault)
  })

  it('that says yes to what must be refused fails', () => {
    expect(faultOf({ ...attack, refused: true }, page(''))).toMatch(/must be refused/)
  })
})

describe('requests', () => {
  const corpus = {
    texts: new Map([['texts', ['<x>', '{"__proto__":{"x":1}}']]]),
    bodies: new Map([['body', Buffer.from('[[')]]),
    targets: [],
    cells: [],
    tables: new Map(),
  }
  const all = [...attacksOf({ origin: 'http://localhost:3000', cookie: 'c=1' }, corpus)]

  it('go to every procedure that ends by itself, and to every other route', () => {
    const paths = all.map(({ path }) => path)
    for (const [name, { _def }] of Object.entries(
      appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
    ))
      if (_def.type !== 'subscription') expect(paths.join(' ')).toContain(`/trpc/${name}`)
    for (const path of ['/api/auth/sign-in/email', '/api/webhooks/stripe/', '/health', '/%3Cx%3E'])
      expect(paths.some((one) => one.startsWith(path))).toBe(true)
  })

  it('never sign the sender out', () => {
    expect(all.filter(({ path, headers }) => path.includes('sign-out') && headers['cookie'] !== '')).toEqual(
      [],
    )
  })

  it('put a text where the shape has texts', () => {
    const shape = shapeOf(
      z.strictObject({
        id: z.uuid(),
        note: z.string(),
        baseUrl: z.url(),
        kind: z.enum(['a', 'b']),
        n: z.int(),
      }),
    )
    const sample = (where: Parameters<typeof sampleOf>[2]) =>
      sampleOf(shape, '!', where) as Record<string, unknown>
    expect(sample('every text')).toEqual({ id: '!', note: '!', baseUrl: '!', kind: '!', n: 1 })
    expect(sample('free text')).toMatchObject({ note: '!', kind: 'a' })
    expect(sample('addresses')).toMatchObject({ note: 'text', baseUrl: '!' })
    expect(hasPlace(shapeOf(z.strictObject({ id: z.uuid() })), 'free text')).toBe(false)
  })
})

it('reads CSV by its own rules', () => {
  expect(readCsv('a,"b ""c"", d"\r\n"e\nf",\n')).toEqual([
    ['a', 'b "c", d'],
    ['e\nf', ''],
  ])
})

it('judges every cell and every table', () => {
  const tables = new Map([['table', [{ a: '=1', b: 'x\ny' }]]])
  expect([...judgeCells({ cells: ['=1+1', 'plain', 'a;=1'], tables })]).toEqual([null, null, null, null])
})

it('holds an address that may be configured against us', async () => {
  expect(await judgeTarget('http://127.0.0.1/')).toBeNull()
  expect(await judgeTarget('http://8.8.8.8:1/')).toMatch(/may be configured/)
})
