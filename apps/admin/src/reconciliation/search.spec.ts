import { expect, it } from 'vitest'
import { parseSearch, stringifySearch } from '../syncs/search.ts'
import { newestOf, reconciliationsSearch, toFilter } from './search.ts'

const connection = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'

it('keeps every filter in the address', () => {
  const search = { venue: 'Quay, East', connection, entity: 'invoice', older: 48_201_900 } as const
  const read = reconciliationsSearch.parse(parseSearch(stringifySearch(search)))
  expect(read).toEqual(search)
  expect(toFilter(read)).toEqual({ venue: 'Quay, East', connectionId: connection, entity: 'invoice' })
  expect(newestOf(read)).toEqual({ venue: 'Quay, East', connection, entity: 'invoice' })
})

it('asks for an entity of one connection alone', () => {
  expect(toFilter({ entity: 'invoice' })).toEqual({})
  expect(newestOf({ venue: 'Quay', connection: undefined, entity: 'invoice' })).toEqual({ venue: 'Quay' })
  expect(toFilter(reconciliationsSearch.parse({ entity: 'nothing', connection: 'x' }))).toEqual({})
})
