import { z } from 'zod'
import { describedDoors } from '../../ingest/described.ts'
import type { RouteBeside } from '../../rest/beside.ts'
import { erpRoutes } from '../../rest/erp/routes.ts'
import type { JsonSchema } from '../../rest/json-schema.ts'

const all: readonly RouteBeside[] = [...erpRoutes, ...describedDoors]

/** The paths of what is no procedure: they begin at the root, as they did before there was `/api/v1`. */
export function pathsBeside(
  answers: Readonly<Record<string, JsonSchema>>,
  refusals: Readonly<Record<string, unknown>>,
): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of all) {
    const methods = (paths[route.path] ??= { servers: [{ url: '/' }] })
    methods[route.method.toLowerCase()] = described(route, answers, refusals)
  }
  return paths
}

function described(
  { name, method, path, status, description, permission, query, body }: RouteBeside,
  answers: Readonly<Record<string, JsonSchema>>,
  refusals: Readonly<Record<string, unknown>>,
): unknown {
  const answer = answers[name]
  if (!answer) throw new Error(`Nobody says what ${name} answers`)
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => ({
    name: part,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const { properties = {} } = query ? jsonSchema(query) : {}
  const inQuery = Object.entries(properties).map(([part, schema]) => ({
    name: part,
    in: 'query',
    required: false,
    schema,
  }))
  const once = method === 'POST' && permission !== null ? [idempotencyHeader] : []
  return {
    operationId: name,
    tags: [name.split('.')[0] === 'erp' ? '/api/erp' : '/api/webhooks'],
    summary: description.split(/(?<=\.)\s/)[0],
    description,
    ...(permission === null ? { security: [] } : { 'x-permission': permission }),
    parameters: [...inPath, ...inQuery, ...once],
    ...(body && { requestBody: { required: false, content: json(jsonSchema(body)) } }),
    responses: {
      [status]: { description: status === 200 ? 'Done.' : 'Asked for.', content: json(answer) },
      ...refusals,
    },
  }
}

/** Changes that are sent again are made once. */
export const idempotencyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'For a day, a call under the same key is answered as the first one was.',
  schema: { type: 'string', maxLength: 255 },
} as const

const json = (schema: JsonSchema) => ({ 'application/json': { schema } })

function jsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest as JsonSchema
}
