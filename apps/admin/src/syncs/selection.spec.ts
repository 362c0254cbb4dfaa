import { maxBulkIds } from '@syncline/domain/bulk'
import type { SyncRow } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import { rows } from '../faces/samples.ts'
import { actable, isEmpty, isSelected, nothing, toBulkSelection, withRows } from './selection.ts'

const row = (index: number) => rows[index] as SyncRow
const shown = new Map(rows.map((each) => [each.syncId, each]))

describe('ticking rows', () => {
  it('takes them in and lets them go', () => {
    const two = withRows(nothing, [row(0), row(1)], true)
    expect(isSelected(two, row(0).syncId)).toBe(true)
    expect(isEmpty(withRows(two, [row(0), row(1)], false))).toBe(true)
  })

  it('takes no more than go at once', () => {
    const many = Array.from({ length: 300 }, (_, n) => ({ ...row(0), syncId: String(n) }))
    const selection = withRows(nothing, many, true)
    expect(selection.kind === 'rows' && selection.rows.size).toBe(maxBulkIds)
  })

  it('begins anew where all that match were selected', () => {
    const all = { kind: 'matching', matching: 12, upto: 9 } as const
    expect(isSelected(all, 'any')).toBe(true)
    expect(isEmpty(withRows(all, [row(0)], false))).toBe(true)
  })
})

describe('what a command can act on', () => {
  it('is counted by how the rows are now', () => {
    const selection = withRows(nothing, rows, true)
    const failed = rows.filter(({ status }) => status === 'failed').length
    const retryable = actable(selection, 'retry', shown) ?? 0
    expect(retryable).toBeGreaterThanOrEqual(failed)
    const moved = new Map([...shown].map(([id, each]) => [id, { ...each, status: 'synced' as const }]))
    expect(actable(selection, 'retry', moved)).toBe(0)
  })

  it('is not known for all that match', () => {
    expect(actable({ kind: 'matching', matching: 12, upto: 9 }, 'skip', shown)).toBeNull()
  })
})

describe('what the API is asked for', () => {
  it('are ids, or the filters with what was shown', () => {
    expect(toBulkSelection(withRows(nothing, [row(0)], true), {}, 0)).toEqual({
      kind: 'ids',
      syncIds: [row(0).syncId],
    })
    expect(
      toBulkSelection({ kind: 'matching', matching: 12, upto: 9 }, { status: ['failed'], older: 4 }, 0),
    ).toEqual({ kind: 'filter', filter: { faces: ['failed'] }, upto: 9, shown: 12 })
  })
})
