import type { Permission } from '@syncline/domain/access'
import type { z } from 'zod'
import type { RestMethod } from './routes.ts'

/** A route that is no procedure, as the document of the API tells of it. */
export interface RouteBeside {
  /** Its name in the document, as `erp.status`; what it answers stands under the same in `AnswersBeside`. */
  readonly name: string
  readonly method: RestMethod
  /** From the root, an id as `{id}`. */
  readonly path: string
  readonly status: 200 | 201 | 202
  readonly description: string
  /** Null: what comes proves itself, or nobody has to. */
  readonly permission: Permission | null
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** What it answers with, where that is no JSON. */
  readonly type?: 'text/csv'
}
