import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import type { Api } from '../api/api.ts'
import { listQueries } from './queries.ts'
import { rowPlaces } from './rows.ts'

interface Row {
  readonly id: string
  readonly position: number
}
const row = (position: number): Row => ({ id: `row-${position}`, position })
const listOf = (...positions: number[]) => ({ rows: positions.map(row), hasOlder: false, hasNewer: false })

it('what is read again while the newest are shown does not bring the rows from before back', async () => {
  const before = listOf(1)
  const again = Promise.withResolvers<typeof before>()
  const newest = Promise.withResolvers<typeof before>()
  const answers = [Promise.resolve(before), newest.promise]
  const { pageQuery, showNewest } = listQueries<object, Row, typeof before>({
    key: 'rows',
    places: rowPlaces<Row>(
      ({ id }) => id,
      ({ position }) => position,
    ),
    firstPage: (search) => search,
    // From a row on: what was on screen is read again.
    ask: async (_api, _search, { cursor }) =>
      cursor?.position === 2 ? again.promise : ((cursor ? null : answers.shift()) ?? listOf(2, 1)),
    readRow: async (_api, row) => row,
  })
  const api = { queries: new QueryClient() } as unknown as Api
  const observer = new QueryObserver(api.queries, pageQuery(api, {}))
  const stop = observer.subscribe(() => {})
  const rows = () => observer.getCurrentResult().data?.rows
  await expect.poll(rows).toEqual([row(1)])

  const shown = showNewest(api, {})
  await Promise.resolve()
  // The bell rings meanwhile.
  void api.queries.invalidateQueries({ queryKey: ['rows'] })
  newest.resolve(listOf(2, 1))
  await shown
  expect(rows()).toEqual([row(2), row(1)])
  again.resolve(before)
  await new Promise((resolve) => setTimeout(resolve))
  expect(rows()).toEqual([row(2), row(1)])
  stop()
  api.queries.clear()
})
