import type { Mapping } from '@syncline/domain/mapping'
import { describe, expect, it } from 'vitest'
import {
  differences,
  fallbackOf,
  freshRule,
  freshTransforms,
  otherProblems,
  problemsAt,
  settingsOf,
  withSetting,
} from './draft.ts'

const mapping = (...targets: string[]): Mapping => ({ entity: 'customer', rules: targets.map(freshRule) })

describe('a draft', () => {
  it('reads back every setting as it was typed', () => {
    const table = withSetting(freshTransforms.lookup, 'table', 'a = b\n c=d=e \n\n')
    expect(table).toMatchObject({ table: { a: 'b', c: 'd=e' } })
    expect(settingsOf(table)[0]).toMatchObject({ kind: 'lines', text: 'a = b\nc = d=e' })
    expect(withSetting(table, 'otherwise', '')).toMatchObject({ otherwise: null })
    expect(withSetting(freshTransforms.concat, 'with', 'name, email,')).toMatchObject({
      with: ['name', 'email'],
    })
    expect(withSetting(freshTransforms.split, 'part', '2')).toMatchObject({ part: 2 })
  })
  it('takes a default in the kind of its field', () => {
    const field = { path: 'x', nullable: true, choices: [] }
    expect(fallbackOf('3', { ...field, kind: 'number' })).toBe(3)
    expect(fallbackOf('3', { ...field, kind: 'text' })).toBe('3')
    expect(fallbackOf('', { ...field, kind: 'text' })).toBeNull()
  })
  it('shows each fault at its field, and the rest apart', () => {
    const faults = [
      { field: 'lines[2].amount', code: 'failed', message: '' },
      { field: 'email', code: 'missing', message: '' },
    ] as const
    expect(problemsAt(faults, 'lines[].amount')).toEqual([faults[0]])
    expect(otherProblems(faults, mapping('lines[].amount'))).toEqual([faults[1]])
  })
  it('tells what differs, field by field', () => {
    const after = mapping('name', 'phone')
    expect(differences(mapping('name', 'email'), after)).toEqual([
      { field: 'phone', how: 'added' },
      { field: 'email', how: 'removed' },
    ])
  })
})
