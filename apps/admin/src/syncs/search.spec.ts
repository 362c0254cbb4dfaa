import { describe, expect, it } from 'vitest'
import { toCursor } from '../list/search.ts'
import { signInSearch } from '../sign-in/search.ts'
import { syncSearch } from '../sync/search.ts'
import { countFilters, firstPage, parseSearch, stringifySearch, syncsSearch, toFilter } from './search.ts'

const connection = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'
const read = (address: string) => syncsSearch.parse(parseSearch(address))
const now = Date.parse('2026-11-20T13:32:08.000Z')

describe('the address of the list', () => {
  it('is read, and written as it was', () => {
    const address = `?status=failed,unknown&connection=${connection}&entity=customer&time=day&older=48201`
    const search = read(address)
    expect(search).toMatchObject({
      status: ['failed', 'unknown'],
      connection,
      entity: 'customer',
      time: 'day',
      older: 48201,
    })
    expect(stringifySearch(search)).toBe(address)
  })

  it('keeps times of its own readable', () => {
    const address = '?from=2026-11-01T00:00:00.000Z&to=2026-11-02T00:00:00.000Z'
    expect(stringifySearch(read(address))).toBe(address)
  })

  it.each([
    '?status=broken',
    '?status=',
    '?connection=1%27%20or%201=1',
    '?entity=unicorn',
    '?time=century',
    '?from=yesterday',
    '?from=2026-13-45T00:00:00Z',
    '?older=-1',
    '?older=1.5',
    '?older=1e400',
    '?newer=abc',
  ])('leaves out what it can’t understand: %s', (address) => {
    expect(stringifySearch(read(address))).toBe('')
  })

  it('leaves out one wrong part and keeps the others', () => {
    expect(stringifySearch(read('?status=failed&older=x&unknown=1'))).toBe('?status=failed')
  })

  it('goes to the first page when a filter changes', () => {
    expect(firstPage({ status: ['failed'], older: 12, entity: undefined })).toEqual({ status: ['failed'] })
  })

  it('counts a span of time as one filter', () => {
    expect(countFilters(read('?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&status=failed'))).toBe(2)
    expect(countFilters({})).toBe(0)
  })
})

describe('what the API is asked for', () => {
  it('measures a moving window from now', () => {
    expect(toFilter(read('?time=hour'), now)).toEqual({ from: '2026-11-20T12:32:08.000Z' })
  })

  it('prefers the moving window to times of its own', () => {
    expect(toFilter(read('?time=day&to=2020-01-01T00:00:00Z'), now)).toEqual({
      from: '2026-11-19T13:32:08.000Z',
    })
  })

  it('can be what waits for a choice', () => {
    expect(toFilter(read('?hold=conflict&status=waiting'), now)).toEqual({
      faces: ['waiting'],
      hold: 'conflict',
    })
    expect(toFilter(read('?hold=lane'), now)).toEqual({})
  })

  it('is nothing without filters', () => {
    expect(toFilter({}, now)).toEqual({})
    expect(toCursor({})).toBeUndefined()
  })

  it('pages by position', () => {
    expect(toCursor(read('?older=7'))).toEqual({ position: 7, go: 'older' })
    expect(toCursor(read('?newer=0'))).toEqual({ position: 0, go: 'newer' })
  })
})

describe('the address of a sync', () => {
  it('names the open try and the view', () => {
    expect(syncSearch.parse({ try: '3', timeline: 'json' })).toEqual({ try: 3, timeline: 'json' })
    expect(syncSearch.parse({ try: '-3', timeline: 'xml' })).toEqual({})
  })
})

describe('where the sign-in leads', () => {
  it('is an address of this site', () => {
    expect(signInSearch.parse({ next: '/syncs?status=failed' })).toEqual({ next: '/syncs?status=failed' })
  })

  it.each([
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
    '',
  ])('is never «%s»', (next) => {
    expect(signInSearch.parse({ next })).toEqual({})
  })
})
