import { errorTable } from '@syncline/domain/error'
import { checkEvent } from '@syncline/domain/event'
import type { CustomerRecord } from '@syncline/domain/record'
import { syncEvents } from '@syncline/domain/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { PushHarness, PushTarget } from '../provider.contract.ts'
import type { Access, Link, PlannedCall, PushOutcome } from '../provider.ts'
import { fakeTarget } from './fake-target.ts'
import { planContext } from './plan-context.ts'
import { at, canary, canarySecrets, customer, unicodeNames } from './records.ts'

/** Calls out: planned, sent, repeated, and whatever may be answered. */
export function describePush({ adapter, open, answers, decode, traits }: PushHarness): void {
  const planned = (record: CustomerRecord, link: Link | null = null): PlannedCall => {
    const plan = adapter.plan(record, planContext(link))
    if (!plan.ok) throw new Error(`${plan.code} ${plan.field}`)
    return plan.call
  }

  describe('plan', () => {
    it('gives the same bytes for the same record and link, and a body that reads back whatever the texts hold', () => {
      const text = fc.option(fc.string({ unit: 'binary', maxLength: 40 }))
      const address = fc.record({
        line1: text,
        line2: text,
        city: text,
        state: text,
        postalCode: text,
        country: text,
      })
      const record = fc.record({
        entity: fc.constant('customer' as const),
        sourceId: fc.stringMatching(/^[a-z]{3}_[A-Za-z0-9]{1,20}$/),
        name: text,
        email: text,
        phone: text,
        address: fc.option(address),
        note: text,
        deleted: fc.boolean(),
      })
      const link = fc.option(
        fc.record({
          externalId: fc.string({ maxLength: 20 }),
          externalVersion: fc.option(fc.integer({ min: 1 })),
        }),
      )
      fc.assert(
        fc.property(record, link, (one, known) => {
          const plan = adapter.plan(one, planContext(known))
          expect(adapter.plan(structuredClone(one), planContext(structuredClone(known)))).toEqual(plan)
          if (!plan.ok) return
          expect(typeof decode(plan.call.body)).toBe('object')
          expect(plan.call.path).toMatch(/^(\/[A-Za-z0-9_-]+)+$/)
        }),
      )
    })
  })

  describe('send', () => {
    let target: PushTarget
    beforeAll(async () => {
      target = await open()
    })
    afterAll(() => target.close())
    let keys = 0
    const freshKey = () => `contract-${(keys += 1)}`
    const send = (call: PlannedCall, key: string) => adapter.send(call, key, target.access())
    const effectsSince = (from: number) => target.effects().slice(from)

    it('creates, changes and keeps every script and every null', async () => {
      for (const name of unicodeNames) {
        const record = customer({ name })
        const made = done(await send(planned(record), freshKey()))
        expect(made.effect).toBe('created')
        expect(await target.nameOf(made.link.externalId)).toBe(name)
        const changed = done(await send(planned({ ...record, name: `${name}2` }, made.link), freshKey()))
        expect(changed).toMatchObject({ effect: 'updated', link: { externalId: made.link.externalId } })
        expect(await target.nameOf(made.link.externalId)).toBe(`${name}2`)
      }
      const bare = customer({ name: null, email: null, address: null, note: null })
      const made = done(await send(planned(bare), freshKey()))
      expect(await target.nameOf(made.link.externalId)).toBeNull()
    })

    it('does nothing twice under one key', async () => {
      const before = target.effects().length
      const call = planned(customer({}))
      const key = freshKey()
      const first = done(await send(call, key))
      for (const again of [await send(call, key), await send(call, key)])
        expect(done(again).link).toEqual(first.link)
      expect(effectsSince(before)).toHaveLength(1)
    })

    test.each(['half', 'garbled', 'timeout', 'slow'])(
      'leaves it open when the answer is %s, and the repeat settles it with one effect',
      async (sentinel) => {
        const before = target.effects().length
        const call = planned(customer({ name: `Ada -${sentinel}` }))
        const key = freshKey()
        const lost = failed(await send(call, key))
        expect(lost.certainty).toBe('unknown')
        expect(lost.retryable).toBe(true)
        await target.quiet()
        const settled = done(await send(call, key))
        expect(effectsSince(before)).toMatchObject([{ objectId: settled.link.externalId }])
      },
    )

    it('leaves it open at every 500, done or not, and never does it twice', async () => {
      const before = target.effects().length
      const call = planned(customer({ name: 'Ada -500' }))
      const key = freshKey()
      for (let tries = 0; tries < 4; tries += 1)
        expect(said(await send(call, key))).toBe('PROVIDER_ERROR unknown retryable')
      expect(effectsSince(before)).toHaveLength(1)
    })

    it('knows a 429 as not done and a 503 as it is meant there, and comes through afterwards', async () => {
      const before = target.effects().length
      const unavailable = planned(customer({ name: 'Ada -once503' }))
      const limited = planned(customer({ name: 'Ada -429' }))
      const [one, other] = [freshKey(), freshKey()]
      expect(said(await send(unavailable, one))).toBe(`PROVIDER_UNAVAILABLE ${traits.unavailable} retryable`)
      const refused = failed(await send(limited, other))
      expect(said(refused)).toBe('RATE_LIMIT_EXCEEDED not_executed retryable')
      expect(refused.retryAfterMs).toBe(1_000)
      expect(said(await send(limited, other))).toBe('RATE_LIMIT_EXCEEDED not_executed retryable')
      expect(effectsSince(before)).toHaveLength(0)
      done(await send(unavailable, one))
      done(await send(limited, other))
      expect(effectsSince(before)).toHaveLength(2)
    })

    if (traits.uniqueReferences)
      it('learns the object from a duplicate, and the next plan changes it', async () => {
        const record = customer({})
        const made = done(await send(planned(record), freshKey()))
        const before = target.effects().length
        const duplicate = failed(await send(planned(record), freshKey()))
        expect(said(duplicate)).toBe('DUPLICATE_RECORD rejected retryable')
        expect(duplicate.learned).toEqual(made.link)
        const healed = done(await send(planned(record, duplicate.learned), freshKey()))
        expect(healed.link.externalId).toBe(made.link.externalId)
        expect(effectsSince(before)).toMatchObject([{ operation: 'update' }])
      })

    if (traits.versions)
      it('learns the version when somebody else changed it, and the next plan goes through', async () => {
        const record = customer({})
        const made = done(await send(planned(record), freshKey()))
        await target.changeElsewhere(made.link.externalId)
        const stale = failed(await send(planned(record, made.link), freshKey()))
        expect(said(stale)).toBe('VERSION_CONFLICT rejected retryable')
        expect(stale.learned?.externalId).toBe(made.link.externalId)
        done(await send(planned(record, stale.learned), freshKey()))
      })

    it('looks up what became of a creation and of a change, and changes nothing by it', async () => {
      const ask = async (call: PlannedCall) => {
        const told = await adapter.lookUp(call, target.access())
        return told.outcome === 'present' ? told.link : told.outcome
      }
      const record = customer({})
      const creation = planned(record)
      expect(await ask(creation)).toBe('absent')
      const made = done(await send(creation, freshKey()))
      expect(await ask(creation)).toEqual(made.link)
      const change = planned({ ...record, phone: '+2348090001111', address: null }, made.link)
      expect(await ask(change)).toBe('absent')
      const before = target.effects().length
      const changed = done(await send(change, freshKey()))
      expect(await ask(change)).toEqual(changed.link)
      expect(effectsSince(before)).toHaveLength(1)
      const gone = planned(record, { externalId: 'no_such_object', externalVersion: null })
      expect(await ask(gone)).toBe('absent')
    })

    it('leaves a call in doubt when it can’t be looked up', async () => {
      const access = target.access()
      const stranger = { ...access, secrets: { ...access.secrets, api_key: 'key_of_nobody' } }
      for (const link of [null, { externalId: 'no_such_object', externalVersion: 1 }]) {
        const told = await adapter.lookUp(planned(customer({}), link), stranger)
        expect(told).toMatchObject({ outcome: 'failed', code: 'INVALID_CREDENTIALS', certainty: 'unknown' })
      }
    })

    it('is told of a key used for something else', async () => {
      const key = freshKey()
      done(await send(planned(customer({})), key))
      expect(said(await send(planned(customer({})), key))).toBe('IDEMPOTENCY_CONFLICT rejected')
    })

    it('tells wrong credentials from a missing object', async () => {
      const access = target.access()
      const stranger = { ...access, secrets: { ...access.secrets, api_key: 'key_of_nobody' } }
      const call = planned(customer({}))
      expect(said(await adapter.send(call, freshKey(), stranger))).toBe('INVALID_CREDENTIALS not_executed')
      const gone = planned(customer({}), { externalId: 'no_such_object', externalVersion: 1 })
      expect(said(await send(gone, freshKey()))).toBe('RECORD_NOT_FOUND rejected')
    })
  })

  describe('an answer', () => {
    test.each(answers)('$title: $expect', async ({ on, answer, ...wanted }) => {
      const fake = await fakeTarget(answer)
      const link = on === 'update' ? { externalId: 'fcu_1', externalVersion: 3 } : null
      const access: Access = {
        baseUrl: fake.url,
        secrets: canarySecrets,
        now: () => at(0),
        signal: new AbortController().signal,
      }
      try {
        const outcome = await adapter.send(planned(customer(canary), link), 'contract-key', access)
        expect(said(outcome)).toBe(wanted.expect)
        if (outcome.outcome === 'failed') {
          expect(outcome.learned).toEqual(wanted.learned ?? null)
          expect(outcome.retryAfterMs).toBe(wanted.retryAfterMs ?? 0)
          expect(outcome.detail?.length ?? 0).toBeLessThanOrEqual(300)
        }
        // It fits the log as it is.
        checkEvent(
          {
            type: 'SyncFailed',
            data: { ...syncEvents.SyncFailed.example, attempt: outcome.attempt },
          },
          'sync-1',
        )
        const shown = JSON.stringify(outcome)
        const { sourceId: _shown, ...personal } = canary
        for (const secret of [...Object.values(canarySecrets), ...Object.values(personal)])
          expect(shown).not.toContain(secret)
      } finally {
        await fake.close()
      }
    })
  })
}

function said(outcome: PushOutcome): string {
  if (outcome.outcome === 'done') return `done ${outcome.effect}`
  const { code, certainty, retryable } = outcome
  if (!Object.hasOwn(errorTable, code)) throw new Error(`${code} is not in the table`)
  return `${code} ${certainty}${retryable ? ' retryable' : ''}`
}

function done(outcome: PushOutcome): Extract<PushOutcome, { outcome: 'done' }> {
  if (outcome.outcome !== 'done') throw new Error(`not done: ${said(outcome)} ${outcome.detail}`)
  return outcome
}

function failed(outcome: PushOutcome): Extract<PushOutcome, { outcome: 'failed' }> {
  if (outcome.outcome !== 'failed') throw new Error('done where a failure was due')
  return outcome
}
