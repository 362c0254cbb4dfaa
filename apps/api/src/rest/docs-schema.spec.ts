import { expect, it } from 'vitest'
import { exampleOf, type Schema, wordsOf } from './docs-schema.ts'

it.each<[Schema, string]>([
  [{ type: 'integer', minimum: 1, maximum: 100 }, 'integer from 1 to 100'],
  [{ type: 'integer', minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }, 'integer'],
  [{ type: 'string', maxLength: 300 }, 'string up to 300 characters'],
  [{ type: 'string', format: 'date-time', maxLength: 40 }, 'date-time'],
  [{ type: 'array', items: { enum: ['pending', 'failed'] } }, 'list of: pending, failed'],
  [{ anyOf: [{ const: 'all' }, { type: 'null' }] }, 'all or null'],
  [{}, 'anything'],
])('says of %j that it is %s', (schema, words) => expect(wordsOf(schema)).toBe(words))

it('gives an example of the fields that are needed', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      reason: { type: 'string', minLength: 3 },
      many: { type: 'array', items: { type: 'integer', minimum: 5 } },
      kind: { anyOf: [{ enum: ['one', 'other'] }, { type: 'null' }] },
      left: { type: 'boolean' },
    },
    required: ['id', 'reason', 'many', 'kind'],
  }
  expect(exampleOf(schema)).toEqual({
    id: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b01',
    reason: '………',
    many: [5],
    kind: 'one',
  })
})

it('ends where a shape is deep', () => {
  const deep: Schema = { type: 'array', items: { type: 'array', items: { type: 'array', items: {} } } }
  expect(exampleOf({ type: 'array', items: { type: 'array', items: deep } })).toEqual([[[[[]]]]])
})
