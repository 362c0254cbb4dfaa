import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { procedure } from './procedure.ts'
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

describe('every procedure', () => {
  const procedures = Object.entries(appRouter._def.procedures) as unknown as [
    string,
    { _def: { type: string; inputs: unknown[] } },
  ][]

  it('is one that is known here', () => {
    expect(procedures.map(([name, { _def }]) => `${_def.type} ${name}`).sort()).toEqual([
      'mutation apiKey.create',
      'mutation apiKey.revoke',
      'mutation apiKey.rotate',
      'mutation bulk.stop',
      'mutation connection.setRetryPolicy',
      'mutation connection.startSignIn',
      'mutation flow.setConflictPolicy',
      'mutation privacy.setPolicy',
      'mutation privacy.try',
      'mutation sync.cancel',
      'mutation sync.request',
      'mutation sync.requestMany',
      'mutation sync.resolve',
      'mutation sync.retry',
      'mutation sync.retryMany',
      'mutation sync.skip',
      'mutation sync.skipMany',
      'mutation webhook.replay',
      'mutation webhook.replayMany',
      'query apiKey.list',
      'query audit.list',
      'query bulk.get',
      'query connection.list',
      'query event.causes',
      'query event.get',
      'query event.kinds',
      'query event.list',
      'query flow.list',
      'query metric.needs',
      'query metric.overview',
      'query metric.read',
      'query metric.strips',
      'query privacy.get',
      'query session.me',
      'query sync.conflict',
      'query sync.counts',
      'query sync.get',
      'query sync.list',
      'query webhook.counts',
      'query webhook.detail',
      'query webhook.list',
      'query webhook.refused',
      'subscription live.changes',
    ])
  })

  it('refuses fields it does not know', () => {
    for (const [name, { _def }] of procedures) {
      const schema = _def.inputs[0] as z.ZodType
      const problems = schema.safeParse({ unknownField: 1 }).error?.issues.map((issue) => issue.code)
      expect([name, problems]).toEqual([name, expect.arrayContaining(['unrecognized_keys'])])
    }
  })
})
