import { expect, it, test } from 'vitest'
import { shownAnswer } from './answers.ts'

it('lists what an answer lists, column by column', () => {
  const answer = [
    { id: 'a1', name: 'Guests', members: 4_120 },
    { id: 'b2', name: 'Staff', members: null },
  ]
  expect(shownAnswer('lists', answer)).toEqual({
    facts: [],
    table: {
      figures: [false, true, false],
      columns: ['Name', 'Members', 'Id'],
      rows: [
        ['Guests', '4,120', 'a1'],
        ['Staff', '', 'b2'],
      ],
    },
  })
})

it('tells money as money, and leaves out what is not said', () => {
  expect(shownAnswer('wallet', { kobo: 18_450_000 })?.facts).toEqual([['Balance', '₦184,500.00']])
  expect(shownAnswer('company', { name: 'Ember Café', legalName: null })?.facts).toEqual([
    ['Name', 'Ember Café'],
  ])
  expect(shownAnswer('status', { isUp: true, down: ['ABUJA', 'JOS'] })?.facts).toEqual([
    ['Service', 'Up'],
    ['Down', 'ABUJA, JOS'],
  ])
})

it('tells figures by currency, and never sums currencies', () => {
  const sum = { payments: 12_000, refunds: 500, net: 11_500 }
  const shown = shownAnswer('metrics', {
    from: '2026-09-01T00:00:00Z',
    to: '2026-10-01T00:00:00Z',
    created: { customers: 12 },
    money: [
      { currency: 'USD', ...sum },
      { currency: 'NGN', ...sum },
    ],
  })
  expect(shown?.facts).toEqual([
    ['From', '2026-09-01 00:00'],
    ['To', '2026-10-01 00:00'],
    ['New customers', '12'],
  ])
  expect(shown?.table?.rows).toEqual([
    ['USD', '$120.00', '$5.00', '$115.00'],
    ['NGN', '₦120.00', '₦5.00', '₦115.00'],
  ])
})

test.each([
  ['unknown', []],
  ['lists', { id: 'a1' }],
  ['wallet', [1]],
  ['metrics', { created: null }],
])('%s of another shape is shown as it came', (name, answer) => expect(shownAnswer(name, answer)).toBeNull())
