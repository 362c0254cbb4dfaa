import { expect, it } from 'vitest'
import { auditFilterOf, auditSearch, countFilters, countNewer, firstPage, pageSize } from './search.ts'

it('keeps every filter of the audit in the address, and drops which page it was', () => {
  const read = auditSearch.parse({ actor: 'user:7', outcome: 'done', time: 'day', older: '40' })
  expect(read.older).toBe(40)
  expect(firstPage(read)).toEqual({ actor: 'user:7', outcome: 'done', time: 'day' })
  expect(countFilters(read)).toBe(3)
})

it('counts what stands above the first entry on screen', () => {
  const rows = Array.from({ length: pageSize }, (_, index) => ({ entryId: 90 - index }))
  expect(countNewer(rows, 90)).toEqual({ count: 0, more: false })
  expect(countNewer(rows, 87)).toEqual({ count: 3, more: false })
  expect(countNewer(rows, 12)).toEqual({ count: pageSize, more: true })
})

it('asks for a moving time as it is now', () => {
  expect(auditFilterOf({ action: 'sync.retry', time: 'day' }, Date.parse('2026-11-21T10:00:00Z'))).toEqual({
    action: 'sync.retry',
    from: '2026-11-20T10:00:00.000Z',
  })
})
