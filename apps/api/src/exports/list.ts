import type { Permission } from '@syncline/domain/access'
import { mostExported } from '@syncline/domain/view'
import { z } from 'zod'
import type { Access } from '../trpc/context.ts'
import type { Ports } from '../trpc/ports.ts'

const pageSize = 200

type Cell = string | number | null
/** What stands in each column, in the order of the file. */
type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>
/** A line of a file. */
export type CsvLine = readonly Cell[]

export interface Exported {
  readonly permission: Permission | 'signed-in'
  readonly columns: readonly string[]
  /** Checks the address, and gives the pages that match, in the order of the screen. */
  readonly pages: (ports: Ports, access: Access, asked: unknown) => AsyncIterable<readonly CsvLine[]>
}

const filterText = z
  .string()
  .max(2_000)
  .default('{}')
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      ctx.addIssue({ code: 'custom', message: 'not JSON' })
      return z.NEVER
    }
  })
const address = z.strictObject({ organization: z.uuid(), filter: filterText })

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly hasOlder: boolean
}
/** Which rows, how many, and after which. */
export interface PageAsked<Filter, Cursor> {
  readonly filter: Filter
  readonly limit: number
  readonly cursor?: Cursor
}

function linesOf<Row>(columns: Columns<Row>) {
  const cells = Object.values(columns)
  return { names: Object.keys(columns), toLine: (row: Row): CsvLine => cells.map((cell) => cell(row)) }
}

/** A list that is read page by page, on after the last row. */
export function paged<Filter, Row, Cursor>(list: {
  readonly permission: Permission
  readonly filter: z.ZodType<Filter>
  readonly read: (
    ports: Ports,
    organizationId: string,
    asked: PageAsked<Filter, Cursor>,
  ) => Promise<Page<Row>>
  readonly after: (row: Row) => Cursor
  readonly columns: Columns<Row>
}): Exported {
  const { names, toLine } = linesOf(list.columns)
  async function* pages(ports: Ports, { organization }: Access, asked: unknown) {
    const filter = list.filter.parse(address.parse(asked).filter)
    let cursor: Pick<PageAsked<Filter, Cursor>, 'cursor'> = {}
    for (let left = mostExported; left > 0; ) {
      const { rows, hasOlder } = await list.read(ports, organization.id, {
        filter,
        limit: pageSize,
        ...cursor,
      })
      yield rows.slice(0, left).map(toLine)
      left -= rows.length
      const last = rows.at(-1)
      if (last === undefined || !hasOlder) return
      cursor = { cursor: list.after(last) }
    }
  }
  return { permission: list.permission, columns: names, pages }
}

/** A list that is short enough to be shown, and read, as a whole. */
export function whole<Filter, Row>(list: {
  readonly permission: Exported['permission']
  readonly filter: z.ZodType<Filter>
  readonly read: (
    ports: Ports,
    organizationId: string,
    filter: Filter,
    access: Access,
  ) => Promise<readonly Row[]>
  readonly columns: Columns<Row>
}): Exported {
  const { names, toLine } = linesOf(list.columns)
  async function* pages(ports: Ports, access: Access, asked: unknown) {
    const filter = list.filter.parse(address.parse(asked).filter)
    const rows = await list.read(ports, access.organization.id, filter, access)
    yield rows.slice(0, mostExported).map(toLine)
  }
  return { permission: list.permission, columns: names, pages }
}

/** Of a list that has none. */
export const noFilter = z.strictObject({})
