import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from './store.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-store-'))
  path = join(folder, 'state.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

const limits = { entries: 3, bytes: 1000, sizeOf: () => 1 }
type Note = { text: string }
const notesOf = (store: Store) => [...store.log<Note>('notes', limits).after(0)]

function reopened(store: Store): Store {
  store.close()
  return openStore(path)
}

describe('what is committed comes back', () => {
  test('values, removals, and both orders', () => {
    const store = openStore(path)
    const people = store.table<string>('people')
    for (const name of ['a', 'b', 'c', 'd']) people.put(name, name)
    people.put('a', 'A')
    people.remove('b')
    store.commit()
    const again = reopened(store).table<string>('people')
    expect([...again.newestFirst()]).toEqual(['d', 'c', 'A'])
    expect([...again.byChange()]).toEqual(['c', 'd', 'A'])
    expect([...again.oldestFirst(again.createdAt('a'))]).toEqual(['c', 'd'])
  })

  test('the log with its bound, its changes and its numbers', () => {
    const store = openStore(path)
    const notes = store.log<Note>('notes', limits)
    for (const text of ['a', 'b', 'c', 'd']) notes.append({ text })
    notes.patch(3, { text: 'C' })
    notes.patch(1, { text: 'gone' })
    store.commit()
    expect(notes.dropped).toBe(1)
    const expected = [
      [2, { text: 'b' }],
      [3, { text: 'C' }],
      [4, { text: 'd' }],
    ]
    expect([...notes.after(0)]).toEqual(expected)
    expect(notesOf(reopened(store))).toEqual(expected)
  })

  test('what is not committed does not', () => {
    const store = openStore(path)
    store.table<string>('people').put('a', 'a')
    expect(reopened(store).table('people').size).toBe(0)
  })

  test('a line torn by a kill is cut off and writing goes on after it', () => {
    const store = openStore(path)
    store.table<string>('people').put('a', 'a')
    store.commit()
    appendFileSync(path, '[["people","b",')
    const second = reopened(store)
    second.table<string>('people').put('c', 'c')
    second.commit()
    expect([...reopened(second).table('people').oldestFirst()]).toEqual(['a', 'c'])
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3)
  })

  test('lines longer than one read', () => {
    const store = openStore(path)
    const long = 'é'.repeat(700_000)
    store.table<string>('people').put('a', long)
    store.table<string>('people').put('b', long)
    store.commit()
    store.table<string>('people').put('c', 'short')
    store.commit()
    expect([...reopened(store).table('people').oldestFirst()]).toEqual([long, long, 'short'])
  })

  test('everything, when the journal has been rewritten to what still counts', () => {
    const store = openStore(path, 2000)
    const people = store.table<string>('people')
    const notes = store.log<Note>('notes', limits)
    people.put('first', 'first')
    people.put('second', 'second')
    for (let change = 0; change < 500; change += 1) {
      people.put('first', `change ${change}`)
      notes.append({ text: `note ${change}` })
      store.commit()
    }
    expect(readFileSync(path).length).toBeLessThan(4000)
    const again = reopened(store)
    expect([...again.table('people').oldestFirst()]).toEqual(['change 499', 'second'])
    expect([...again.table('people').byChange()]).toEqual(['second', 'change 499'])
    expect(notesOf(again).map(([sequence]) => sequence)).toEqual([498, 499, 500])
    again.table<string>('people').put('third', 'third')
    expect([...again.table('people').byChange()]).toEqual(['second', 'change 499', 'third'])
  })

  test('both orders out of a rewritten journal alone', () => {
    const store = openStore(path)
    const people = store.table<string>('people')
    for (const name of ['a', 'b', 'c', 'a']) people.put(name, name)
    store.commit()
    store.clear(() => true)
    const again = reopened(store).table<string>('people')
    expect([...again.oldestFirst()]).toEqual(['a', 'b', 'c'])
    expect([...again.byChange()]).toEqual(['b', 'c', 'a'])
  })

  test('after clearing, kept tables and the numbering of logs', () => {
    const store = openStore(path)
    store.table<string>('kept').put('a', 'a')
    store.table<string>('people').put('b', 'b')
    const notes = store.log<Note>('notes', limits)
    notes.append({ text: 'a' })
    store.commit()
    store.clear((name) => name === 'kept')
    notes.append({ text: 'b' })
    store.commit()
    const again = reopened(store)
    expect([again.table('kept').size, again.table('people').size]).toEqual([1, 0])
    expect(notesOf(again)).toEqual([[2, { text: 'b' }]])
  })
})

test('a table agrees with a plain model, before and after it comes back', () => {
  const step = fc.tuple(
    fc.constantFrom('put', 'remove'),
    fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fc.nat(99),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      rmSync(path, { force: true })
      const store = openStore(path)
      const table = store.table<number>('t')
      const model: { key: string; value: number }[] = []
      const changes: { key: string; value: number }[] = []
      const drop = (list: { key: string }[], key: string) => {
        const at = list.findIndex((entry) => entry.key === key)
        if (at !== -1) list.splice(at, 1)
      }
      for (const [kind, key, value] of steps) {
        drop(changes, key)
        if (kind === 'remove') {
          table.remove(key)
          drop(model, key)
          continue
        }
        table.put(key, value)
        const known = model.find((entry) => entry.key === key)
        if (known) known.value = value
        else model.push({ key, value })
        changes.push({ key, value })
      }
      store.commit()
      const again = reopened(store)
      for (const side of [table, again.table<number>('t')]) {
        expect([...side.oldestFirst()]).toEqual(model.map(({ value }) => value))
        expect([...side.newestFirst()]).toEqual(model.map(({ value }) => value).reverse())
        expect([...side.byChange()]).toEqual(changes.map(({ value }) => value))
      }
      again.close()
    }),
    { numRuns: 100 },
  )
})
