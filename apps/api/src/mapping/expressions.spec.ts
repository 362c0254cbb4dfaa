import { afterAll, describe, expect, it } from 'vitest'
import { createExpressions } from './expressions.ts'

const timeoutMs = 400
const expressions = createExpressions({ timeoutMs })
afterAll(() => expressions.close())

const record = { name: 'Ada', total: { amount: 300, currency: 'NGN' }, lines: [{ amount: 1 }, { amount: 2 }] }
const one = async (text: string) => (await expressions.compute([text], record))[0]

describe('expressions', () => {
  it.each([
    ['name & "!"', 'Ada!'],
    ['$sum(lines.amount)', 3],
    ['{ "amount": total.amount - 100, "currency": total.currency }', { amount: 200, currency: 'NGN' }],
    ['lines[amount > 1]', { amount: 2 }],
    ['$uppercase($substring(name, 0, 1))', 'A'],
    ['nothing.there', undefined],
    ['$string', undefined],
  ])('%s', async (text, value) => {
    expect(await one(text)).toEqual({ ok: true, value })
  })

  it.each([
    ['endless recursion', '($f := function($x) { $f($x) }; $f(1))', /too long/],
    ['endless, deeper and deeper', '($f := function($x) { 1 + $f($x) }; $f(1))', /too long|memory|compute/],
    [
      'a regular expression that never ends',
      '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
      /too long/,
    ],
    [
      'a huge string',
      '($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f("0123456789abcdef", 40)))',
      /memory|compute|too long/,
    ],
    ['a huge list', '[1..9999999].{ "a": [1..50] }', /memory|compute|too long/],
    ['a long result', '$join([1..20000].("x"))  & $pad("y", 40000, "z")', /too long/],
    ['text as code', '$eval("1+1")', /compute/],
    ['the clock', '$millis()', /compute/],
    ['chance', '$random()', /compute/],
    ['what it is made of', '$string.constructor("return process")()', /compute/],
    ['no expression', '{ "a": ', /read/],
  ])('%s fails cleanly', async (_what, text, why) => {
    const began = performance.now()
    const answer = await one(text)
    expect(answer).toMatchObject({ ok: false, why: expect.stringMatching(why) })
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(await one('name')).toEqual({ ok: true, value: 'Ada' })
  })

  it('names the one at fault, and loses none before it', async () => {
    const answers = await expressions.compute(
      ['name', '($f := function($x) { $f($x) }; $f(1))', 'name'],
      record,
    )
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, false])
    expect(answers[1]).toMatchObject({ why: 'It took too long.' })
  })
  it('says nothing of what stands in the record', async () => {
    const answer = await expressions.compute(['$number(name)'], { name: 'Ada Okafor' })
    expect(answer).toMatchObject([{ ok: false }])
    expect(JSON.stringify(answer)).not.toMatch(/Ada/)
  })
  it('leaves nothing behind for the next one', async () => {
    await one(
      '$merge([{ "__proto__": { "left": "behind" } }, { "constructor": { "prototype": { "left": 1 } } }])',
    )
    await one('{ "a": 1 } ~> | $ | { "__proto__": { "left": 1 } } |')
    expect(await one('left')).toEqual({ ok: true, value: undefined })
    expect(({} as Record<string, unknown>)['left']).toBeUndefined()
  })
  it('reads without computing', async () => {
    const answers = await expressions.check(['($f := function($x) { $f($x) }; $f(1))', 'a ='])
    expect(answers.map(({ ok }) => ok)).toEqual([true, false])
  })
})
