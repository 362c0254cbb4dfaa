import { createMemoryHistory } from '@tanstack/react-router'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Api } from '../api/api.ts'
import { createAppRouter } from '../router.tsx'
import { viewSearch } from '../syncs/search.ts'
import { atVenue, isByVenue, searchAt, venuesOf } from './venues.ts'

const lekki = 'Ember Café, Lekki'
const island = 'Ember Grill, Victoria Island'
const id = (end: number) => `7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a0${end}`
const connections = [
  { connectionId: id(1), venue: island },
  { connectionId: id(2), venue: lekki },
  { connectionId: id(3), venue: island },
]

describe('venues', () => {
  it('are those of the connections, each once, by name', () => {
    expect(venuesOf(connections)).toEqual([lekki, island])
    expect(atVenue(connections, lekki)).toEqual([connections[1]])
    expect(atVenue(connections, undefined)).toEqual(connections)
  })

  it.each([
    ['/', true],
    ['/syncs', true],
    ['/syncs/', true],
    ['/webhooks', true],
    ['/connections', true],
    ['/runs', true],
    ['/reconciliation', true],
    ['/syncs/8f0e', false],
    ['/connections/connect', false],
    ['/events', false],
    ['/mappings', false],
    ['/settings/audit', false],
  ])('decide what %s shows: %s', (path, by) => expect(isByVenue(path, {})).toBe(by))

  it('decide what is counted among events, and not what is in the log', () =>
    expect(isByVenue('/events', { counted: 'retries' })).toBe(true))

  it('another one begins at the first page, with nothing ticked and without a connection that is elsewhere', () => {
    const search = { status: ['failed'], older: 12, selected: 'upto-3', bulk: id(9), connection: id(2) }
    const kept = { status: ['failed'], bulk: id(9), connection: id(2) }
    expect(searchAt(search, lekki, connections)).toEqual({ ...kept, venue: lekki })
    expect(searchAt(search, island, connections)).toEqual({ ...kept, venue: island, connection: undefined })
    expect(searchAt(search, undefined, connections)).toEqual({ ...kept, venue: undefined })
  })
})

describe('the address', () => {
  const router = createAppRouter(async () => ({}) as Api)
  const at = (path: string) => {
    const history = createMemoryHistory({ initialEntries: [path] })
    router.update({ ...router.options, history })
    router.latestLocation = router.parseLocation(history.location)
  }
  const to = (path: string, search?: unknown) =>
    router.buildLocation({ to: path, search, params: { syncId: id(5) } } as never).href
  const shown = `venue=${new URLSearchParams({ v: lekki }).toString().slice(2).replaceAll('%2C', ',')}`

  beforeEach(() => at(`/?${shown}`))

  it.each([
    ['the navigation', '/syncs', undefined, `/syncs?${shown}`],
    ['a link of a number', '/syncs', { status: ['failed'] }, `/syncs?status=failed&${shown}`],
    ['a row', '/syncs/$syncId', undefined, `/syncs/${id(5)}?${shown}`],
    ['a page that shows all of them', '/events', undefined, `/events?${shown}`],
    ['a page of settings', '/settings/audit', {}, `/settings/audit?${shown}`],
  ])('keeps the venue by %s', (_by, path, search, href) => expect(to(path, search)).toBe(href))

  it.each([
    ['all venues are chosen', { venue: undefined, status: ['failed'] }, '/syncs?status=failed'],
    ['a saved view has none', viewSearch('?status=failed'), '/syncs?status=failed'],
    ['a saved view has another', viewSearch('?venue=Ikeja'), '/syncs?venue=Ikeja'],
    ['another is chosen', { venue: 'Ikeja' }, '/syncs?venue=Ikeja'],
  ])('leaves it where %s', (_why, search, href) => expect(to('/syncs', search)).toBe(href))

  it('is left behind by the way out', () => expect(to('/sign-in', {})).toBe('/sign-in'))
})
