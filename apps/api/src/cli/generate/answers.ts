import { fileURLToPath } from 'node:url'
import { permissions } from '@syncline/domain/access'
import { errorTable } from '@syncline/domain/error'
import { API, type Checker, type Symbol as Named, type Type } from 'typescript/unstable/sync'
import type { JsonSchema } from '../../rest/json-schema.ts'

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
/** `SymbolFlags.Optional` of the compiler. */
const optional = 1 << 24
const maxDepth = 20

/** Long lists of words that come up everywhere, by the name they have in the document. */
export const namedWords: Readonly<Record<string, readonly string[]>> = {
  ErrorCode: Object.keys(errorTable),
  Permission: permissions,
}

/**
 * What each procedure answers as a JSON schema, asked of the compiler: the types of the procedures are the only place
 * where that is said.
 */
export function readAnswers(alias: 'Answers' | 'AnswersBeside'): Readonly<Record<string, JsonSchema>> {
  const api = new API()
  try {
    const config = at('tsconfig.json')
    const project = api.updateSnapshot({ openProject: config }).getProject(config)
    const file = project?.program.getSourceFile(at('src/rest/answers.ts'))
    const named = file?.statements as
      | readonly { readonly name?: Parameters<Checker['getTypeAtLocation']>[0] & { readonly text: string } }[]
      | undefined
    const place = named?.find(({ name }) => name?.text === alias)?.name
    const type = place && project?.checker.getTypeAtLocation(place as never)
    if (!project || !type) throw new Error(`The compiler does not know ${alias}`)
    const { checker } = project
    const answers: Record<string, JsonSchema> = {}
    for (const noun of checker.getPropertiesOfType(type))
      for (const verb of checker.getPropertiesOfType(typeOf(checker, noun)))
        answers[`${noun.name}.${verb.name}`] = schemaOf(checker, typeOf(checker, verb), 0)
    return answers
  } finally {
    api.close()
  }
}

function typeOf(checker: Checker, symbol: Named): Type {
  const type = checker.getTypeOfSymbol(symbol)
  if (!type) throw new Error(`The compiler knows no type of ${symbol.name}`)
  return type
}

function schemaOf(checker: Checker, type: Type, depth: number): JsonSchema {
  if (depth > maxDepth) throw new Error('An answer that contains itself can’t be described')
  const inner = (part: Type) => schemaOf(checker, part, depth + 1)
  if (type.isUnionType())
    return unionOf(
      (type.getTypes() ?? []).map((part) => [part, checker.typeToString(part)]),
      inner,
    )
  if (type.isLiteralType()) return { const: type.value as string }
  const text = checker.typeToString(type)
  if (text in plain) return plain[text] as JsonSchema
  if (type.isTemplateLiteralType()) return { type: 'string' }
  if (checker.isArrayLikeType(type)) {
    const [item] = type.isTypeReference() ? checker.getTypeArguments(type) : []
    return { type: 'array', items: item ? inner(item) : {} }
  }
  if (type.isObjectType() || type.isIntersectionType()) return objectOf(checker, type, inner)
  return {}
}

const plain: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  null: { type: 'null' },
}

function unionOf(parts: readonly (readonly [Type, string])[], inner: (part: Type) => JsonSchema): JsonSchema {
  const schemas = parts
    .filter(([, text]) => text !== 'undefined')
    .map(([part, text]) => (text === 'true' || text === 'false' ? { type: 'boolean' } : inner(part)))
  const words = schemas
    .filter((schema) => typeof schema.const === 'string')
    .map((schema) => schema.const as string)
  const others = schemas.filter((schema) => typeof schema.const !== 'string')
  const distinct = [...new Map(others.map((schema) => [JSON.stringify(schema), schema])).values()]
  const all = words.length > 0 ? [wordsOf(words), ...distinct] : distinct
  return all.length === 1 ? (all[0] as JsonSchema) : { anyOf: all }
}

function wordsOf(words: readonly string[]): JsonSchema {
  const sorted = [...words].sort()
  const known = Object.entries(namedWords).find(
    ([, list]) => list.length === sorted.length && [...list].sort().join() === sorted.join(),
  )
  return known ? { $ref: `#/components/schemas/${known[0]}` } : { type: 'string', enum: sorted }
}

function objectOf(checker: Checker, type: Type, inner: (part: Type) => JsonSchema): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  const required: string[] = []
  for (const property of checker.getPropertiesOfType(type)) {
    const description = checker.getDocumentationCommentOfSymbol(property).trim()
    const schema = inner(typeOf(checker, property))
    properties[property.name] = description && !schema.$ref ? { ...schema, description } : schema
    if ((property.flags & optional) === 0) required.push(property.name)
  }
  const [index] = checker.getIndexInfosOfType(type)
  return {
    type: 'object',
    ...(Object.keys(properties).length > 0 && { properties, required }),
    ...(index && { additionalProperties: inner(index.valueType) }),
  }
}
