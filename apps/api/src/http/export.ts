import { Readable } from 'node:stream'
import { SynclineError } from '@syncline/domain/error'
import type { ExportedList } from '@syncline/domain/view'
import { stringify } from 'csv-stringify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CsvLine } from '../exports/list.ts'
import { exported } from '../exports/lists.ts'
import { demand, identify } from '../trpc/access.ts'
import type { Context } from '../trpc/context.ts'
import type { Ports } from '../trpc/ports.ts'
import { demandOwnRead } from './origin.ts'

export interface ExportDeps {
  readonly ports: Ports
  readonly contextOf: (request: FastifyRequest, organizationId: string | null) => Context
}

/** One file after another per process: each holds a page of rows, and the database. */
const mostAtOnce = 4

async function* rowsOf(
  first: IteratorResult<readonly CsvLine[]>,
  rest: AsyncIterator<readonly CsvLine[]>,
): AsyncIterable<CsvLine> {
  for (let page = first; !page.done; page = await rest.next()) yield* page.value
}

/**
 * `GET /api/export/<list>.csv`, as `syncs.csv`: what matches a filter, up to `mostExported` rows, written as it is read.
 * Fields that a spreadsheet would take for a formula are made text. `?organization=<id>&filter=<JSON>`
 */
export function registerExport(app: FastifyInstance, { ports, contextOf }: ExportDeps): void {
  let running = 0
  app.get<{ Params: { file: string } }>(
    '/api/export/:file',
    { config: { stream: true }, exposeHeadRoute: false },
    async (request, reply) => {
      demandOwnRead(request.headers)
      const name = request.params.file.replace(/\.csv$/, '')
      const list = Object.hasOwn(exported, name) ? exported[name as ExportedList] : null
      if (!list || !request.params.file.endsWith('.csv'))
        throw new SynclineError('RECORD_NOT_FOUND', { what: 'address' })
      const { organization } = request.query as { organization?: unknown }
      const ctx = contextOf(request, typeof organization === 'string' ? organization : null)
      const access = await identify(ctx)
      demand(access, list.permission)
      if (running >= mostAtOnce) throw new SynclineError('OVERLOADED', { what: 'exports' })
      const pages = list.pages(ports, access, request.query)[Symbol.asyncIterator]()
      running++
      try {
        // Read before the answer begins, so that a failure is still an error and not half a file.
        const first = await pages.next()
        const csv = stringify({
          header: true,
          // Named here, so that a file without a line says so too.
          columns: [...list.columns],
          bom: true,
          escape_formulas: true,
          record_delimiter: 'windows',
        })
        csv.once('close', () => running--)
        const rows = Readable.from(rowsOf(first, pages))
        rows.once('error', (error) => csv.destroy(error))
        csv.once('close', () => rows.destroy())
        return await reply
          .type('text/csv; charset=utf-8')
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="syncline-${name}.csv"`)
          .send(rows.pipe(csv))
      } catch (error) {
        running--
        throw error
      }
    },
  )
}
