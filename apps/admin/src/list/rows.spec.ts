import type { SyncList } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import { rows, list as sample } from '../faces/samples.ts'
import { syncPlaces } from '../syncs/rows.ts'
import { mostKept } from './rows.ts'

const { missingRows, rereadCursor, withKept } = syncPlaces

const list = (...indexes: number[]): SyncList => ({
  ...sample,
  rows: indexes.map((index) => rows[index] as (typeof rows)[number]),
})
const ids = (from: Pick<SyncList, 'rows'>) => from.rows.map((row) => row.syncId)

describe('reading again what is on screen', () => {
  it('begins at the first row, not above it', () => {
    expect(rereadCursor(list(2, 3))).toEqual({ position: (rows[2]?.requestedPosition ?? 0) + 1, go: 'older' })
  })

  it('reads freely when nothing is on screen', () => {
    expect(rereadCursor(undefined)).toBeUndefined()
    expect(rereadCursor(list())).toBeUndefined()
  })

  it('finds the rows that left the filter', () => {
    expect(missingRows(list(0, 1, 2), list(0, 2, 3)).map((row) => row.syncId)).toEqual([rows[1]?.syncId])
    expect(missingRows(undefined, list(0))).toEqual([])
  })

  it('keeps no more than can be read one by one', () => {
    const many = {
      ...sample,
      rows: Array.from({ length: 50 }, (_, index) => ({ ...rows[0], syncId: String(index) })),
    }
    expect(missingRows(many as SyncList, list())).toHaveLength(mostKept)
  })

  it('puts kept rows back where they stood', () => {
    const kept = [rows[1]].filter((row) => row !== undefined)
    expect(ids(withKept(list(0, 2, 3), kept))).toEqual(ids(list(0, 1, 2, 3)))
  })
})
