import { readFileSync } from 'node:fs'
import { STATUS_CODES } from 'node:http'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const text = readFileSync(new URL('../../../../../docs/generated/openapi.json', import.meta.url), 'utf8')
const document = JSON.parse(text) as Record<string, unknown>

/** What OpenAPI 3.1.0 demands of the parts that this document has, and nothing beside them. */
const ref = z.strictObject({ $ref: z.string().startsWith('#/components/') })
const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] as const
const schema: z.ZodType = z.lazy(() =>
  z.union([
    ref,
    z.looseObject({
      $ref: z.undefined().optional(),
      type: z.union([z.enum(types), z.array(z.enum(types)).min(1)]).optional(),
      properties: z.record(z.string(), schema).optional(),
      required: z.array(z.string()).optional(),
      additionalProperties: z.union([z.boolean(), schema]).optional(),
      items: schema.optional(),
      anyOf: z.array(schema).min(1).optional(),
      oneOf: z.array(schema).min(1).optional(),
      enum: z.array(z.unknown()).min(1).optional(),
      description: z.string().optional(),
      nullable: z.undefined().optional(),
    }),
  ]),
)
const content = z.record(z.string().regex(/^\w+\/[\w.+-]+$/), z.strictObject({ schema }))
const response = z.union([
  ref,
  z.strictObject({
    description: z.string().min(1),
    content: content.optional(),
    headers: z.record(z.string(), z.looseObject({ schema })).optional(),
  }),
])
const place = { name: z.string().min(1), description: z.string().optional() }
const parameter = z.union([
  z.strictObject({ ...place, in: z.literal('path'), required: z.literal(true), schema }),
  z.strictObject({
    ...place,
    in: z.enum(['query', 'header', 'cookie']),
    required: z.boolean().optional(),
    schema: schema.optional(),
    content: content.optional(),
    style: z.string().optional(),
    explode: z.boolean().optional(),
  }),
])
const operation = z.strictObject({
  operationId: z.string().min(1),
  tags: z.array(z.string()),
  summary: z.string().optional(),
  description: z.string().optional(),
  'x-permission': z.string().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(parameter).optional(),
  requestBody: z.strictObject({ required: z.boolean().optional(), content }).optional(),
  responses: z.record(
    z.string().refine((code) => code in STATUS_CODES),
    response,
  ),
})
const methods = ['get', 'put', 'post', 'delete', 'patch'] as const
const shape = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string().min(1), version: z.string().min(1) }),
  servers: z.array(z.looseObject({ url: z.string() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith('/'),
    z.strictObject({
      servers: z.array(z.strictObject({ url: z.string() })).optional(),
      ...Object.fromEntries(methods.map((method) => [method, operation.optional()])),
    }),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), schema),
    responses: z.record(z.string(), response),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(['apiKey', 'http']) })),
  }),
})

describe('the document of the REST routes', () => {
  const { paths, components, security } = shape.parse(document)
  const operations = Object.entries(paths).flatMap(([path, of]) =>
    methods.flatMap((method) => {
      const one = (of as Readonly<Record<string, z.output<typeof operation> | undefined>>)[method]
      return one ? [{ path, ...one }] : []
    }),
  )

  it('is OpenAPI 3.1, and every name in it leads somewhere', () => {
    expect(operations.length).toBeGreaterThan(50)
    const refs = new Set([...text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)].map(([name]) => name))
    for (const name of refs) {
      const [, , kind, part] = name.slice(1, -1).split('/') as [string, string, 'schemas', string]
      expect(components[kind], name).toHaveProperty([part])
    }
    for (const scheme of security)
      expect(components.securitySchemes).toHaveProperty([Object.keys(scheme)[0] as string])
  })

  it('names every operation once, and every place in its path', () => {
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, parameters = [] } of operations) {
      const inPath = parameters.flatMap((one) => (one.in === 'path' ? one.name : []))
      expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
      const all = parameters.map((one) => `${one.in} ${one.name}`)
      expect(new Set(all).size, path).toBe(all.length)
    }
  })
})
