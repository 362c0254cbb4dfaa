import { z } from 'zod'
import type { ProcedureMeta } from '../trpc/procedure.ts'
import { appRouter } from '../trpc/router.ts'
import { type JsonSchema, present } from './json-schema.ts'

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One procedure as a route of `/api/v1`. */
export interface RestRoute {
  /** As `sync.retry`. */
  readonly procedure: string
  readonly permission: ProcedureMeta['permission']
  /** Answers with a secret, which is kept nowhere: no call of it is remembered. */
  readonly secret: boolean
  readonly method: RestMethod
  /** Below `/api/v1`, an id as `{syncId}`. */
  readonly path: string
  /** Of an answer that is no refusal. */
  readonly status: 200 | 201
  /** The field of the input that stands in the path. */
  readonly idField: string | null
  /** The other fields: in the query for GET and DELETE, else in the body. Those of `filter` stand by themselves. */
  readonly fields: Readonly<Record<string, JsonSchema>>
  readonly required: readonly string[]
  readonly filtered: readonly string[]
}

/** How a noun stands in an address, where an s is not enough. */
const plurals: Readonly<Record<string, string>> = {
  audit: 'audit',
  organization: 'organization',
  privacy: 'privacy',
  search: 'search',
}
/** How an object is named in inputs, where it is not `<noun>Id`. */
const idFields: Readonly<Record<string, string>> = {
  webhook: 'deliveryId',
  cachedRead: 'connectionId',
  apiKey: 'keyId',
  member: 'userId',
  mapping: 'flowId',
  webhookEndpoint: 'endpointId',
}
const reading = new Set(['list', 'read'])
const one = new Set(['get', 'detail'])
const making = new Set(['create', 'request'])
const ending = new Set(['remove', 'delete', 'revoke'])

interface Definition {
  readonly _def: {
    readonly type: 'query' | 'mutation' | 'subscription'
    readonly inputs: readonly z.ZodType[]
    readonly meta: ProcedureMeta
  }
}

/**
 * Every query and mutation as a route, by its name alone: `sync.get` is `GET /syncs/{syncId}`, `sync.retry` is
 * `POST /syncs/{syncId}/retry`, `flow.setConflictPolicy` is `PUT /flows/{flowId}/conflict-policy`. So a new procedure has
 * one by itself.
 */
export function restRoutes(): readonly RestRoute[] {
  return Object.entries(appRouter._def.procedures as unknown as Record<string, Definition>)
    .filter(([, { _def }]) => _def.type !== 'subscription')
    .map(([name, { _def }]) => ({
      ...routeOf(name, _def.type === 'query', inputOf(_def.inputs[0])),
      permission: _def.meta.permission,
      secret: _def.meta.answersSecret,
    }))
}

export function inputOf(schema: z.ZodType | undefined): JsonSchema {
  return schema ? present(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema) : {}
}

export function routeOf(
  name: string,
  isQuery: boolean,
  input: JsonSchema,
): Omit<RestRoute, 'permission' | 'secret'> {
  const [noun, verb] = name.split('.') as [string, string]
  const own = idFields[noun] ?? `${noun}Id`
  const idField = input.properties && own in input.properties ? own : null
  const { filter, [own]: _id, ...plain } = input.properties ?? {}
  const base = `/${plurals[noun] ?? kebab(`${noun}s`)}`
  const object = idField ? `${base}/{${idField}}` : base
  const set = /^set(?=[A-Z])/
  const where: Pick<RestRoute, 'method' | 'path'> = isQuery
    ? { method: 'GET', path: reading.has(verb) || one.has(verb) ? object : `${object}/${kebab(verb)}` }
    : making.has(verb) && !idField
      ? { method: 'POST', path: base }
      : ending.has(verb) && idField
        ? { method: 'DELETE', path: object }
        : verb === 'update' && idField
          ? { method: 'PATCH', path: object }
          : set.test(verb)
            ? { method: 'PUT', path: `${object}/${kebab(verb.replace(set, ''))}` }
            : { method: 'POST', path: `${object}/${kebab(verb)}` }
  return {
    procedure: name,
    ...where,
    status: !isQuery && /^(create|request|invite)/.test(verb) ? 201 : 200,
    idField,
    fields: { ...filter?.properties, ...plain },
    required: (input.required ?? []).filter((field) => field !== own && field !== 'filter'),
    filtered: Object.keys(filter?.properties ?? {}),
  }
}

export const kebab = (name: string): string =>
  name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
