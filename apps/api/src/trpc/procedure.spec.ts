import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type ProcedureMeta, procedure } from './procedure.ts'
import { appRouter } from './router.ts'

const input = z.strictObject({ id: z.string() })

// Never called: the compiler is the test, and an unused expectation fails it.
export const doesNotCompile = [
  // @ts-expect-error a permission is required
  () => procedure({ audit: 'none', input }),
  // @ts-expect-error what goes into the audit is required
  () => procedure({ permission: 'sync.read', input }),
  // @ts-expect-error the permission must be one of the list
  () => procedure({ permission: 'sync.raed', audit: 'none', input }),
  // @ts-expect-error what is not audited can't change anything
  () => procedure({ permission: 'sync.retry', audit: 'none', input }).mutation(() => 1),
  // @ts-expect-error nobody changes anything unnamed
  () => procedure({ permission: 'public', audit: { action: 'a', target: () => 'b' }, input }),
  () =>
    procedure({
      permission: 'sync.retry',
      audit: { action: 'a', target: () => 'b' },
      input,
      // @ts-expect-error a change is no query, which a link could call
    }).query(() => 1),
]

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>
}

describe('every procedure', () => {
  const procedures = Object.entries(appRouter._def.procedures) as unknown as [
    string,
    { _def: { type: string; inputs: unknown[]; meta?: ProcedureMeta } },
  ][]

  it('is in the committed document of the API, or is the bell', () => {
    const file = new URL('../../../../docs/generated/openapi.json', import.meta.url)
    const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Document
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      path.startsWith('/api/') ? [] : Object.values(methods).map(({ operationId }) => operationId),
    )
    expect([...described, 'live.changes'].sort()).toEqual(procedures.map(([name]) => name).sort())
  })

  it('asks for the password again where it is about secrets, people or money', () => {
    const asking = procedures.flatMap(([name, { _def }]) => (_def.meta?.stepUp ? [name] : []))
    expect(asking.sort()).toEqual([
      'apiKey.create',
      'apiKey.rotate',
      'connection.create',
      'connection.delete',
      'connection.retireCredential',
      'connection.rotateCredential',
      'erasure.request',
      'invitation.create',
      'member.remove',
      'member.setRole',
      'organization.rotateKey',
      'recharge.create',
      'recharge.revealTokens',
      'refund.create',
    ])
  })

  it('is remembered under an Idempotency-Key, unless its answer shows a secret once', () => {
    const shown = procedures.flatMap(([name, { _def }]) => (_def.meta?.answersSecret ? [name] : []))
    expect(shown.sort()).toEqual([
      'apiKey.create',
      'apiKey.rotate',
      'invitation.create',
      'recharge.create',
      'recharge.revealTokens',
    ])
  })

  it('refuses fields it does not know', () => {
    for (const [name, { _def }] of procedures) {
      const schema = _def.inputs[0] as z.ZodType
      // One of several shapes is tried in its first.
      const kind = schema instanceof z.ZodDiscriminatedUnion ? { kind: 'stored' } : {}
      const tried = schema.safeParse({ ...kind, unknownField: 1 })
      const problems = tried.error?.issues.map((issue) => issue.code)
      expect([name, problems]).toEqual([name, expect.arrayContaining(['unrecognized_keys'])])
    }
  })
})
