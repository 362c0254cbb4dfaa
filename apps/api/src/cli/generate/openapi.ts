import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isPlace } from '../../rest/input.ts'
import type { JsonSchema } from '../../rest/json-schema.ts'
import { kebab, type RestRoute, restRoutes } from '../../rest/routes.ts'
import { namedWords } from './answers.ts'
import { idempotencyHeader, pathsBeside } from './beside.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** One operation, as document and client need it. */
export interface Operation extends RestRoute {
  /** The sentences above the procedure. */
  readonly description: string
  /** As it stands in the query or the body; the id in the path is not among them. */
  readonly inputs: Readonly<Record<string, JsonSchema>>
  readonly answer: JsonSchema
}

export function operationsOf(answers: Readonly<Record<string, JsonSchema>>): readonly Operation[] {
  return restRoutes().map((route) => ({
    ...route,
    description: descriptionOf(route.procedure),
    inputs: Object.fromEntries(
      Object.entries(route.fields).map(([name, schema]) => [
        name,
        isPlace(schema) ? { type: 'string', description: 'The `nextCursor` of the page before.' } : schema,
      ]),
    ),
    answer: withCursor(answers[route.procedure] ?? {}),
  }))
}

/** Lists that know places in the log only get `nextCursor` on their way out. */
function withCursor(answer: JsonSchema): JsonSchema {
  const { properties, required } = answer
  if (!properties?.['rows'] || !properties['hasOlder']) return answer
  const nextCursor = { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'Null on the last page.' }
  return {
    ...answer,
    properties: { ...properties, nextCursor },
    required: [...(required ?? []), 'nextCursor'],
  }
}

function descriptionOf(procedure: string): string {
  const file = at(`trpc/${procedure.split('.').map(kebab).join('/')}.ts`)
  if (!existsSync(file)) return ''
  const comment =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const \w+ = procedure/.exec(readFileSync(file, 'utf8'))?.[1] ??
    ''
  return comment.replaceAll(/\s*\n\s*\*\s?/g, ' ').trim()
}

const refusals: Readonly<Record<string, string>> = {
  400: 'Something in the request can’t be read; `details.fields` says which.',
  401: 'No key, or one that is not accepted.',
  402: 'A payment was declined.',
  403: 'The key’s scopes do not reach, or it names another organization.',
  404: 'Nothing here has this id; ids of other organizations answer the same.',
  409: 'Not possible as things are; `details` says why.',
  429: 'Too many calls; `Retry-After` says how many seconds to wait.',
  503: 'Too busy, or the database is away; `Retry-After` says how many seconds to wait.',
}

const refusalRefs = Object.fromEntries(
  Object.keys(refusals).map((code) => [code, { $ref: `#/components/responses/Refusal${code}` }]),
)
/** The refusals that a later call may not meet. */
const passing = new Set(['429', '503'])

export function openApi(
  operations: readonly Operation[],
  version: string,
  answersBeside: Readonly<Record<string, JsonSchema>>,
): unknown {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const methods = (paths[operation.path] ??= {})
    methods[operation.method.toLowerCase()] = described(operation)
  }
  Object.assign(paths, pathsBeside(answersBeside, refusalRefs))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Syncline',
      version,
      description:
        'Every query and change of Syncline. Times are ISO 8601 in UTC, positions are places in the event log. Lists are newest first; `nextCursor` leads to the next page.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }, { bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        ...Object.fromEntries(
          Object.entries(namedWords).map(([name, words]) => [name, { type: 'string', enum: words }]),
        ),
        Failure: failure,
      },
      responses: Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [
          `Refusal${status}`,
          {
            description,
            ...(passing.has(status) && {
              headers: { 'Retry-After': { schema: { type: 'integer', minimum: 1 } } },
            }),
            content: json({ $ref: '#/components/schemas/Failure' }),
          },
        ]),
      ),
    },
  }
}

const json = (schema: JsonSchema) => ({ 'application/json': { schema } })

function described(operation: Operation): unknown {
  const { method, idField, inputs, required, status, answer, description, permission, secret } = operation
  const inQuery = method === 'GET' || method === 'DELETE'
  const query = Object.entries(inQuery ? inputs : {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(schema.type === 'array' && { explode: false }),
    schema,
  }))
  const id = idField ? [{ name: idField, in: 'path', required: true, schema: { type: 'string' } }] : []
  const once = method === 'POST' && !secret ? [idempotencyHeader] : []
  return {
    operationId: operation.procedure,
    tags: [operation.procedure.split('.')[0]],
    summary: description.split(/(?<=\.)\s/)[0],
    description,
    'x-permission': permission,
    parameters: [...id, ...query, ...once],
    ...(!inQuery &&
      Object.keys(inputs).length > 0 && {
        requestBody: {
          required: required.length > 0,
          content: json({ type: 'object', properties: inputs, required, additionalProperties: false }),
        },
      }),
    responses: {
      [status]: { description: status === 201 ? 'Made.' : 'Done.', content: json(answer) },
      ...refusalRefs,
    },
  }
}

const text = (description: string): JsonSchema => ({ type: 'string', description })
const failure: JsonSchema = {
  type: 'object',
  properties: {
    error: text('Class of the error, a short title.'),
    code: { $ref: '#/components/schemas/ErrorCode' },
    message: text('What happened, one sentence.'),
    remedy: text('What to do next.'),
    details: { type: 'object', description: 'Field names, states and limits.' },
    errorId: text('Names this one failure in the log.'),
    timestamp: text('ISO 8601, UTC.'),
  },
  required: ['error', 'code', 'message', 'remedy', 'details', 'errorId', 'timestamp'],
}
