/** As much of JSON Schema as procedures use. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly format?: string
  readonly minimum?: number
  readonly maxLength?: number
  readonly default?: unknown
  readonly description?: string
}

/** Without `null`, when that is all that stands beside it. */
export function present(schema: JsonSchema): JsonSchema {
  const kinds = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  return kinds.length === 1 ? (kinds[0] as JsonSchema) : schema
}
