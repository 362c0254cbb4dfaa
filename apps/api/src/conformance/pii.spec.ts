import { describe, expect, it } from 'vitest'
import { checkPii } from './pii.ts'

const verdict = (entry: unknown) => {
  const { passed, failed } = checkPii([entry])
  return `${passed} passed, ${failed} failed`
}

describe('a case', () => {
  it.each([
    ['a text in which nothing is', 'meter 04512345678 vended'],
    ['a label under its kind', { cat: '08_mrn', text: 'MRN 5512309', start: 4, end: 11, value: '5512309' }],
    [
      'a label counted in code points',
      { cat: '06_email', text: '😀 a@b.com', start: 2, end: 9, value: 'a@b.com' },
    ],
    [
      'labels of one address, side by side',
      {
        text: 'lives at 12 Quay Road, Lagos',
        spans: [
          { entity_type: 'STREET_ADDRESS', start_position: 9, end_position: 21 },
          { entity_type: 'GPE', start_position: 23, end_position: 28 },
        ],
      },
    ],
    [
      'a label that identifies nobody',
      { text: 'I will visit France', spans: [{ entity_type: 'GPE', start_position: 13, end_position: 19 }] },
    ],
    ['as many as expected', { entity: 'us_npi', text: '1234567893', expected_len: 1 }],
    ['none where none is expected', { entity: 'us_npi', text: '1234567894', expected_len: 0 }],
    ['a telephone number', { e164: '+2348035550199', national: '8035550199' }],
  ])('passes: %s', (_what, entry) => {
    expect(verdict(entry)).toBe('1 passed, 0 failed')
  })

  it.each([
    ['a text in which something is', 'mail ada@example.org'],
    ['another kind', { cat: '08_mrn', text: 'SSN 536-22-1843', start: 4, end: 15 }],
    ['another place', { cat: '06_email', text: 'a@b.com c@d.com', start: 0, end: 7 }],
    [
      'a label missed',
      { text: 'hello', spans: [{ entity_type: 'PERSON', start_position: 0, end_position: 5 }] },
    ],
    ['an unknown label', { cat: '99_star_sign', text: 'Leo', start: 0, end: 3 }],
    ['an unknown entity', { entity: 'constructor', text: 'x', expected_len: 0 }],
    ['too many', { entity: 'email', text: 'a@b.com', expected_len: 0 }],
    ['no number of any plan', { e164: '+0', national: '0' }],
    ['nothing readable', { text: 5 }],
  ])('fails: %s', (_what, entry) => {
    expect(verdict(entry)).toBe('0 passed, 1 failed')
  })
})

it('passes nothing when there is nothing', () => {
  expect([checkPii([]), checkPii({})].map(({ passed, failed }) => [passed, failed])).toEqual([
    [0, 1],
    [0, 1],
  ])
})

it('tells precision and recall, and lets no text of the file move the cursor', () => {
  const { lines } = checkPii([
    { cat: '06_email', text: 'mail a@b.com', start: 5, end: 12 },
    { cat: '06_email', text: '\u001b[2J none', start: 5, end: 9 },
    'b@c.com',
  ])
  expect(lines.join('\n')).toContain('email           precision  50.0%  recall  50.0%')
  expect(lines.join('')).not.toContain('\u001b')
})
