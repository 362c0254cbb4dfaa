import type { BulkAction } from '@syncline/domain/bulk'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import type { Column } from './columns.ts'
import type { ListFilter } from './filter.ts'
import type { ListKind } from './ListRows.tsx'
import type { ListPath } from './paths.ts'
import type { Listed } from './rows.ts'
import type { BulkChoice } from './SelectionBar.tsx'
import type { Newer } from './ShowNewer.tsx'
import type { Selection } from './selection.ts'
import type { ListTab } from './Tabs.tsx'
import type { Held } from './useHeld.ts'

/** What a list has to show. */
export type ListState<Row> =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | {
      readonly kind: 'ready'
      readonly list: Listed<Row> & { readonly position: number; readonly behind: boolean }
      readonly busy: boolean
    }

export interface ListWords {
  readonly title: string
  /** What the list is, where its title does not say it. */
  readonly lead?: string
  readonly tabs: string
  readonly loading: string
  readonly failed: string
  readonly behind: string
  readonly newerAnnounced: (count: string) => string
}

/** What a page gives its list from its data. */
export interface ListData<Row> {
  readonly state: ListState<Row>
  /** How many rows match the filters; null until it is known. */
  readonly matching: number | null
  readonly newer: Newer | null
  /** Why live changes keep still. */
  readonly held: Held
  readonly selection: Selection
  readonly onSelect: (rows: readonly Row[], on: boolean, range?: boolean) => void
  readonly onSelection: (selection: Selection) => void
  readonly onShowNewer: () => void
  readonly onOpen: (row: Row) => void
  readonly onBulk: (action: BulkAction, selection: Selection, count: number) => void
  /** How far a command on many has come; null where none is watched. */
  readonly bulk: ReactNode
  /** Saved views, after the tabs. */
  readonly views?: ReactNode
}

export interface ListViewProps<Row> extends ListData<Row> {
  readonly to: ListPath
  readonly words: ListWords
  readonly kind: ListKind<Row>
  readonly columns: readonly Column<Row>[]
  readonly chosenColumns: string | undefined
  readonly onColumns: (chosen: string | undefined) => void
  readonly filters: readonly ListFilter[]
  readonly filterCount: number
  /** False where a command can't be given for all that match these filters, but for what is ticked alone. */
  readonly allMatching?: boolean
  readonly tabs: readonly ListTab[]
  /** What can be done with many rows; where there is nothing, none can be ticked. */
  readonly choices: readonly BulkChoice<Row>[]
  readonly hints: readonly (readonly [readonly string[], string])[]
  /** Addresses of the pages beside one, by the position of its first or last row. */
  readonly page: (cursor: { readonly newer: number } | { readonly older: number }) => object
  readonly positionOf: (row: Row) => number
  readonly empty: ReactNode
  /** What else can be done on this page. */
  readonly actions?: ReactNode
  /** Stands in place of the rows and all that belongs to them. */
  readonly instead?: ReactNode
  readonly onClear: () => void
}
