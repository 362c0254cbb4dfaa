import { admitText } from '@syncline/domain/privacy'
import { freeText, reasonInput } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { admitFreeText, freeTextsOf, maskFreeTexts } from './free-text.ts'
import { appRouter } from './router.ts'

interface Schema {
  readonly type?: string
  readonly 'x-free-text'?: string
  readonly pattern?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: boolean | Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

/** Every text of a schema in which anything may stand, by its path. */
function textsOf(schema: Schema, path: string): { path: string; use: string | undefined }[] {
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((part) => [path, part] as const)
  const inner = Object.entries(schema.properties ?? {}).map(
    ([name, part]) => [path ? `${path}.${name}` : name, part] as const,
  )
  const items = schema.items ? [[`${path}[]`, schema.items] as const] : []
  const rest = schema.additionalProperties
  const others = typeof rest === 'object' ? [[`${path}{}`, rest] as const] : []
  const shaped = [schema.pattern, schema.format, schema.enum, schema.const].some((word) => word !== undefined)
  return [
    ...(schema.type === 'string' && !shaped ? [{ path, use: schema['x-free-text'] }] : []),
    ...[...parts, ...inner, ...items, ...others].flatMap(([at, part]) => textsOf(part, at)),
  ]
}

/** Texts that nobody writes as they like: ids of others, secrets for custody, and what a program reads. */
const noFreeText: readonly RegExp[] = [
  /(^|\.)(accountId|paymentId|callbackId|eventId|id|sourceId)$/,
  /(^|\.)sourceIds\[\]$/,
  /(^|\.)secrets?(\{\})?$/,
  // Names the provider chose, on their way back to it.
  /^(email|remove\[\])$/,
  /^selection\.filter\.(eventType|venue)$/,
  /^cachedRead\.purge name$/,
  /(^|\.)currency$/,
  /^schedule\.timing\.(cron|timeZone)$/,
  // Rules of a mapping are a program: what they write is held against the schema of the target.
  /^mapping\.rules\[\]/,
  // Goes to the provider as it is, for the list it makes, and is not kept.
  /^given\{\}$/,
  // Looked at and thrown away: this is what it is for.
  /^privacy\.try text$/,
]

const mutations = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { type: string; inputs: z.ZodType[] } }>,
).filter(([, { _def }]) => _def.type === 'mutation')

describe('every change', () => {
  it.each(mutations)('%s sends what people write as they like through the gate', (name, { _def }) => {
    const [schema] = _def.inputs
    if (!schema) return
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
    const texts = textsOf(json, '')
    const open = texts.filter(
      ({ path, use }) =>
        use === undefined && !noFreeText.some((word) => word.test(path) || word.test(`${name} ${path}`)),
    )
    expect(open).toEqual([])
    const marked = texts.flatMap(({ path, use }) => (use ? path.replace('[]', '') : []))
    expect(freeTextsOf(schema).map(({ field }) => field)).toEqual(marked)
  })

  it('has reasons and names among it', () => {
    const marked = mutations.filter(
      ([, { _def }]) => _def.inputs[0] && freeTextsOf(_def.inputs[0]).length > 0,
    )
    expect(marked.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'sync.skip',
        'reconciliation.ignore',
        'mapping.publish',
        'connection.disable',
        'connection.create',
        'view.save',
        'apiKey.create',
      ]),
    )
  })
})

describe('an input', () => {
  const schema = z.strictObject({
    reason: reasonInput.optional(),
    name: freeText('label', z.string().max(20)),
    tags: z.array(freeText('label', z.string().max(40))),
    id: z.string(),
  })
  const texts = freeTextsOf(schema)
  const gate = {
    admitAll: async (_organizationId: string, given: readonly string[], use?: 'note' | 'label') =>
      given.map((text) => admitText('mask', text, use).text),
  }
  const input = {
    reason: 'Patient Ada Obi, MRN 5512309',
    name: 'Ada Obi',
    tags: ['guest', 'ada@example.org'],
    id: 'ada@example.org',
  }

  it('is let in field by field, and the rest as it is', async () => {
    expect(await admitFreeText(gate, 'o1', texts, input)).toEqual({
      ...input,
      reason: expect.not.stringContaining('5512309'),
      tags: ['guest', '[email]'],
    })
    expect(await admitFreeText(gate, 'o1', texts, { name: 'Till', tags: [], id: '1' })).toEqual({
      name: 'Till',
      tags: [],
      id: '1',
    })
  })

  it('is never longer for its mask than it may be', async () => {
    const { name } = await admitFreeText(gate, 'o1', texts, { ...input, name: 'a@b.example c@d.ng ' })
    expect(name).toBe('[email] [email] ')
    const long = { ...input, reason: 'MRN 5512309 '.repeat(41) }
    expect((await admitFreeText(gate, 'o1', texts, long)).reason).toHaveLength(500)
  })

  it('is kept by the audit without what the gate looks for', () => {
    expect(maskFreeTexts(texts, input)).toMatchObject({
      reason: expect.not.stringContaining('5512309'),
      name: input.name,
      tags: ['guest', '[email]'],
    })
  })
})
