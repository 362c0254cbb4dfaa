import type { ReactNode } from 'react'
import * as z from 'zod/mini'

/** One column of a list. */
export interface Column<Row> {
  readonly key: string
  readonly name: string
  readonly width?: number | string | { readonly xs: string; readonly lg: string }
  /** Numbers and times stand at the right. */
  readonly end?: boolean
  /** Gives its room to others on a narrow screen. */
  readonly wideOnly?: boolean
  readonly soft?: boolean
  readonly title?: (row: Row) => string
  /** Of the bar that stands in for it while it is loaded. */
  readonly skeleton?: number | string
  /** A list is of no use without it. */
  readonly fixed?: boolean
  /** Shown only to who asks for it. */
  readonly extra?: boolean
  readonly cell: (row: Row) => ReactNode
}

/** As they stand in the address: `record,status,tries`. */
export const columnsSearch = z.string().check(z.regex(/^[a-z]{1,20}(,[a-z]{1,20}){0,19}$/))

/** The columns that are shown, in the list's own order; words that name none are left out. */
export function shownColumns<Row>(
  all: readonly Column<Row>[],
  chosen: string | undefined,
): readonly Column<Row>[] {
  if (chosen === undefined) return all.filter((column) => !column.extra)
  const keys = new Set(chosen.split(','))
  return all.filter((column) => column.fixed || keys.has(column.key))
}

/** The words for the address with one column put on or taken off; undefined for the usual ones. */
export function withColumn<Row>(
  all: readonly Column<Row>[],
  chosen: string | undefined,
  key: string,
): string | undefined {
  const keys = new Set(shownColumns(all, chosen).map((column) => column.key))
  if (!keys.delete(key)) keys.add(key)
  const next = all.filter((column) => keys.has(column.key))
  const usual = shownColumns(all, undefined)
  return next.length === usual.length && next.every((column, index) => column === usual[index])
    ? undefined
    : next.map((column) => column.key).join(',')
}
