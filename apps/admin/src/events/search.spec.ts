import { expect, it } from 'vitest'
import { parseSearch, stringifySearch } from '../syncs/search.ts'
import { countFilters, eventsSearch, firstPage, toFilter } from './search.ts'

it('keeps every filter in the address', () => {
  const search = {
    of: ['sync'],
    type: ['SyncFailed', 'SyncSkipped'],
    code: ['TIMEOUT'],
    by: 'user:7',
    correlation: 'c 1',
    stream: 'sync-1',
  }
  const read = eventsSearch.parse(parseSearch(stringifySearch(search)))
  expect(firstPage(read)).toEqual(search)
  expect(toFilter(read, 0)).toEqual({
    nouns: ['sync'],
    types: ['SyncFailed', 'SyncSkipped'],
    codes: ['TIMEOUT'],
    actor: 'user:7',
    correlationId: 'c 1',
    stream: 'sync-1',
  })
  expect(countFilters(read)).toBe(6)
})

it('asks of what is counted by whose it is, and of nothing that only the log knows', () => {
  const connection = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'
  const whose = { venue: 'Quay', connection, entity: 'invoice' } as const
  expect(toFilter({ counted: 'tries', ...whose, code: ['TIMEOUT'], by: 'user:7' }, 0)).toEqual({
    counted: 'tries',
    venue: 'Quay',
    connectionId: connection,
    entity: 'invoice',
  })
  expect(toFilter({ ...whose, by: 'user:7' }, 0)).toEqual({ actor: 'user:7' })
})

it('leaves out what it can’t understand', () => {
  expect(firstPage(eventsSearch.parse({ of: 'nothing', type: 'a b', older: '-1', by: '' }))).toEqual({})
})

it('keeps the columns with the filters, and drops which page it was', () => {
  const read = eventsSearch.parse({ of: 'sync', columns: 'position,event', older: '48201900' })
  expect(read.older).toBe(48_201_900)
  expect(firstPage(read)).toEqual({ of: ['sync'], columns: 'position,event' })
})
