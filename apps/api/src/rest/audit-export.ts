import { Readable } from 'node:stream'
import { type AuditList, type AuditRow, auditFilter } from '@syncline/domain/view'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { contextOf } from '../http/procedures.ts'
import { csvLine } from './csv.ts'
import { callProcedure, guard, type RestDeps, restBase } from './register.ts'

const pageSize = 200
/** More than this is a matter for the database, not for a browser. */
const maxRows = 100_000
const columns = [
  'at',
  'actor',
  'name',
  'action',
  'target',
  'outcome',
  'address',
  'userAgent',
  'before',
  'after',
  'answer',
  'durationMs',
  'correlationId',
] as const

/** A browser that follows a link names its organization there: a link has no headers. */
const query = auditFilter.extend({ organization: z.uuid().optional() })

/**
 * `GET /api/v1/audit.csv` and `audit.json`: all that matches a filter, newest first, a page at a time, so that memory
 * stays as it is. A hundred thousand entries at most.
 */
export function registerAuditExport(app: FastifyInstance, deps: RestDeps): void {
  for (const [format, type] of [
    ['csv', 'text/csv; charset=utf-8'],
    ['json', 'application/json; charset=utf-8'],
  ] as const)
    app.get(
      `${restBase}/audit.${format}`,
      {
        handlerTimeout: deps.requestTimeoutMs,
        onRequest: guard(deps.origins),
        preHandler: (request) => deps.callers.admit(request),
      },
      async (request, reply) => {
        const { organization = null, ...filter } = query.parse(request.query)
        const read = async (cursor?: number) =>
          (await callProcedure(contextOf(deps, request, organization), 'audit.list', {
            filter,
            ...(cursor !== undefined && { cursor }),
            limit: pageSize,
          })) as AuditList
        // Read before the answer begins, so that a refusal is an answer of its own.
        const first = await read()
        const lines = format === 'csv' ? csv(rowsOf(first, read)) : json(rowsOf(first, read))
        return reply
          .type(type)
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="syncline-audit.${format}"`)
          .send(Readable.from(lines))
      },
    )
}

async function* rowsOf(
  first: AuditList,
  read: (cursor: number) => Promise<AuditList>,
): AsyncGenerator<AuditRow> {
  let page = first
  for (let sent = 0; ; sent += page.rows.length) {
    yield* page.rows
    if (page.nextCursor === null || sent + page.rows.length >= maxRows) return
    page = await read(page.nextCursor)
  }
}

async function* csv(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const { by, ...row } of rows) {
    const cells: Record<(typeof columns)[number], unknown> = { ...row, actor: by.actor, name: by.name }
    yield csvLine(columns.map((column) => cells[column]))
  }
}

async function* json(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  let lead = '[\n'
  for await (const row of rows) {
    yield lead + JSON.stringify(row)
    lead = ',\n'
  }
  yield lead === '[\n' ? '[]\n' : '\n]\n'
}
