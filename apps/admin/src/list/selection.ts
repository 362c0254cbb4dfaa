import { maxBulkIds } from '@syncline/domain/bulk'

/** What is ticked: rows, perhaps of several pages, or all that match the filters up to a place in the log. */
export type Selection =
  | { readonly kind: 'rows'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'matching'; readonly upto: number }

export const nothing: Selection = { kind: 'rows', ids: new Set() }

export const isEmpty = (selection: Selection) => selection.kind === 'rows' && selection.ids.size === 0

export const isSelected = (selection: Selection, id: string) =>
  selection.kind === 'matching' || selection.ids.has(id)

/** Ticks rows, or unticks them. More than can go at once are not taken in. Who unticks one of all begins anew. */
export function withIds(selection: Selection, ids: readonly string[], on: boolean): Selection {
  const next = new Set(selection.kind === 'rows' ? selection.ids : [])
  for (const id of ids) {
    if (!on) next.delete(id)
    else if (next.size < maxBulkIds) next.add(id)
  }
  return { kind: 'rows', ids: next }
}

/** Ids from one to the other, in the order of the page; the other alone where either is not on it. */
export function between(page: readonly string[], one: string | null, other: string): readonly string[] {
  const from = one === null ? -1 : page.indexOf(one)
  const to = page.indexOf(other)
  return from < 0 || to < 0 ? [other] : page.slice(Math.min(from, to), Math.max(from, to) + 1)
}

const all = /^upto-(\d{1,15})$/
/** As it stands in the address: `upto-48201900`, or ids. */
export function readSelection(text: string | undefined): Selection {
  if (text === undefined) return nothing
  const upto = all.exec(text)?.[1]
  return upto === undefined
    ? { kind: 'rows', ids: new Set(text.split(',').slice(0, maxBulkIds)) }
    : { kind: 'matching', upto: Number(upto) }
}

export function writeSelection(selection: Selection): string | undefined {
  if (selection.kind === 'matching') return `upto-${selection.upto}`
  return selection.ids.size === 0 ? undefined : [...selection.ids].join(',')
}
