import { expect, it } from 'vitest'
import { maskSentence, maxSentenceLength } from './sentence.ts'

it.each([
  ['Customer Ada Obi, card 4242 4242 4242 4242 refused', /Ada|4242/],
  ['patient MRN 12345678 was seen', /12345678/],
  ['SSN 123-45-6789 is taken', /6789/],
  ['IBAN DE89370400440532013000 is closed', /DE89/],
  ['write to ada.obi@mail.example.org', /ada/],
])('leaves nobody to be known by in “%s”', (text, part) => {
  expect(maskSentence(text)).not.toMatch(part)
  expect(maskSentence(text)).toContain('•••')
})

it.each([
  'invoice 1042 is locked, version 7',
  'connect ECONNREFUSED 127.0.0.1:5432',
  'No such customer: cus_Abc123',
  'sync 5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b90 at 2026-11-20',
  'relation "log.event" does not exist',
])('leaves “%s” as it is', (text) => {
  expect(maskSentence(text)).toBe(text)
})

it('looks through a sentence and no further', () => {
  expect(maskSentence('Ada 1 '.repeat(1_000)).length).toBeLessThanOrEqual(maxSentenceLength)
})
