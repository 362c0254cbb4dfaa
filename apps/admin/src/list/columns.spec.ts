import { describe, expect, it } from 'vitest'
import { type Column, columnsSearch, shownColumns, withColumn } from './columns.ts'

const column = (key: string, more: Partial<Column<never>> = {}): Column<never> => ({
  key,
  name: key,
  cell: () => null,
  ...more,
})
const all = [
  column('status'),
  column('record', { fixed: true }),
  column('tries'),
  column('id', { extra: true }),
]
const keys = (chosen?: string) => shownColumns(all, chosen).map(({ key }) => key)

describe('the columns of a list', () => {
  it('are the usual ones until others are chosen', () => {
    expect(keys()).toEqual(['status', 'record', 'tries'])
    expect(keys('id,status')).toEqual(['status', 'record', 'id'])
    expect(keys('unicorn')).toEqual(['record'])
  })

  it('are written only where they differ from the usual', () => {
    expect(withColumn(all, undefined, 'tries')).toBe('status,record')
    expect(withColumn(all, 'status,record', 'tries')).toBeUndefined()
    expect(withColumn(all, undefined, 'id')).toBe('status,record,tries,id')
  })

  it.each(['', 'a,,b', '<b>', 'a'.repeat(21)])('are refused where they make no sense: %s', (text) =>
    expect(columnsSearch.safeParse(text).success).toBe(false),
  )
})
