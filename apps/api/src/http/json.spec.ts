import { describe, expect, it } from 'vitest'
import { demandShallow, maxJsonDepth } from './json.ts'

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

describe('text of JSON', () => {
  it.each([
    nested(maxJsonDepth),
    `[${Array(500)
      .fill(nested(maxJsonDepth - 1))
      .join(',')}]`,
    JSON.stringify({ reason: `"\\"${'['.repeat(500)}` }),
    `"${'\\\\'.repeat(50)}"`,
    '[[[[',
    ']]]]',
    '"',
    '',
  ])('is let through: %.40s', (text) => {
    expect(() => demandShallow(text)).not.toThrow()
  })

  it.each([
    nested(maxJsonDepth + 1),
    '['.repeat(50_000),
    '{"a":'.repeat(maxJsonDepth + 1),
    `{"a":"\\\\","b":${nested(maxJsonDepth)}}`,
    `["\\"]","[",${nested(maxJsonDepth)}]`,
  ])('is refused where it nests too deep: %.40s', (text) => {
    expect(() => demandShallow(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })
})
