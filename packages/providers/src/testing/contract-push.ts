import type { CustomerRecord } from '@syncline/domain/record'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Link, PlannedCall } from '../provider.ts'
import type { PushHarness, PushTarget } from './harness.ts'
import { done, failed, refusalOfCaller, said } from './outcomes.ts'
import { planContext } from './plan-context.ts'
import { somebody, unicodeNames } from './records.ts'

/** Calls out: planned, sent, repeated, and whatever may be answered. */
export function describePush({
  adapter,
  open,
  decode,
  traits,
  bare = {},
  missingId = 'no_such_object',
  strangers = { api_key: 'key_of_nobody' },
}: PushHarness): void {
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
        email: fc.oneof(text, fc.emailAddress()),
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
    const asStranger = () => {
      const access = target.access()
      return { ...access, secrets: { ...access.secrets, ...strangers } }
    }
    const { nameThere = ({ name }: CustomerRecord) => name } = traits

    it('creates, changes and keeps every script and every null', async () => {
      for (const name of unicodeNames) {
        const record = somebody({ name })
        const made = done(await send(planned(record), freshKey()))
        expect(made.effect).toBe('created')
        expect(await target.nameOf(made.link.externalId)).toBe(nameThere(record))
        const renamed = { ...record, name: `${name}2` }
        const changed = done(await send(planned(renamed, made.link), freshKey()))
        expect(changed).toMatchObject({ effect: 'updated', link: { externalId: made.link.externalId } })
        expect(await target.nameOf(made.link.externalId)).toBe(nameThere(renamed))
      }
      const nobody = somebody({ name: null, email: null, address: null, note: null, ...bare })
      const made = done(await send(planned(nobody), freshKey()))
      expect(await target.nameOf(made.link.externalId)).toBe(nameThere(nobody))
    })

    it('does nothing twice under one key', async () => {
      const before = target.effects().length
      const call = planned(somebody())
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
        const call = planned(somebody({ name: `Ada -${sentinel}` }))
        const key = freshKey()
        const lost = failed(await send(call, key))
        expect(lost.certainty).toBe('unknown')
        expect(lost.retryable).toBe(true)
        await target.quiet()
        const settled = done(await send(call, key))
        expect(effectsSince(before)).toMatchObject([{ objectId: settled.link.externalId }])
      },
    )

    if (traits.keys ?? true)
      it('takes nothing for certain while the same is still being worked on, and it has one effect', async () => {
        const before = target.effects().length
        const [key, call] = [freshKey(), planned(somebody({ name: 'Ada Twice -slow' }))]
        for (const lost of await Promise.all([send(call, key), send(call, key)]))
          expect(lost).toMatchObject({ outcome: 'failed', certainty: 'unknown', retryable: true })
        await target.quiet()
        const settled = done(await send(call, key))
        expect(effectsSince(before)).toMatchObject([{ objectId: settled.link.externalId }])
      })

    it('leaves it open at every 500, done or not, and never does it twice', async () => {
      const before = target.effects().length
      const call = planned(somebody({ name: 'Ada -500' }))
      const key = freshKey()
      for (let tries = 0; tries < 4; tries += 1)
        expect(said(await send(call, key))).toBe('PROVIDER_ERROR unknown retryable')
      expect(effectsSince(before)).toHaveLength(1)
    })

    it('knows a 429 as not done and a 503 as it is meant there, and comes through afterwards', async () => {
      const before = target.effects().length
      const unavailable = planned(somebody({ name: 'Ada -once503' }))
      const limited = planned(somebody({ name: 'Ada -429' }))
      const [one, other] = [freshKey(), freshKey()]
      expect(said(await send(unavailable, one))).toBe(`PROVIDER_UNAVAILABLE ${traits.unavailable} retryable`)
      const refused = failed(await send(limited, other))
      expect(said(refused)).toBe('RATE_LIMIT_EXCEEDED not_executed retryable')
      expect(refused.retryAfterMs).toBe(traits.retryAfterMs ?? 1_000)
      expect(said(await send(limited, other))).toBe('RATE_LIMIT_EXCEEDED not_executed retryable')
      expect(effectsSince(before)).toHaveLength(0)
      done(await send(unavailable, one))
      done(await send(limited, other))
      expect(effectsSince(before)).toHaveLength(2)
    })

    if (traits.uniqueReferences)
      it('learns the object from a duplicate, and the next plan changes it', async () => {
        const record = somebody()
        const made = done(await send(planned(record), freshKey()))
        const before = target.effects().length
        const duplicate = failed(await send(planned(record), freshKey()))
        expect(said(duplicate)).toBe('DUPLICATE_RECORD rejected retryable')
        expect(duplicate.learned).toEqual(made.link)
        const healed = done(await send(planned(record, duplicate.learned), freshKey()))
        expect(healed.link.externalId).toBe(made.link.externalId)
        expect(effectsSince(before)).toMatchObject([{ operation: 'update' }])
      })

    if (traits.uniqueNames)
      it('is refused a second one of a name, for a person to link', async () => {
        const { name } = somebody()
        done(await send(planned(somebody({ name })), freshKey()))
        const before = target.effects().length
        const refused = failed(await send(planned(somebody({ name })), freshKey()))
        expect(said(refused)).toBe('DUPLICATE_RECORD rejected')
        expect(refused.learned).toBeNull()
        expect(effectsSince(before)).toEqual([])
      })

    if (traits.versions)
      it('learns the version when somebody else changed it, and the next plan goes through', async () => {
        const record = somebody()
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
      const record = somebody({ name: "Looked O'Up \\ Söhne" })
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
      const gone = planned(somebody(), { externalId: missingId, externalVersion: null })
      expect(await ask(gone)).toBe('absent')
    })

    it('leaves a call in doubt when it can’t be looked up', async () => {
      const [code] = refusalOfCaller(traits).split(' ')
      for (const link of [null, { externalId: missingId, externalVersion: 1 }]) {
        const told = await adapter.lookUp(planned(somebody(), link), asStranger())
        expect(told).toMatchObject({ outcome: 'failed', code, certainty: 'unknown' })
      }
    })

    if (traits.keys ?? true)
      it('is told of a key used for something else', async () => {
        const key = freshKey()
        const before = target.effects().length
        done(await send(planned(somebody()), key))
        // Who is answered blindly hears of somebody else, and must not take that for what was asked.
        expect(said(await send(planned(somebody()), key))).toBe(
          traits.keys === 'blind'
            ? 'PROVIDER_MALFORMED_RESPONSE unknown retryable'
            : 'IDEMPOTENCY_CONFLICT rejected',
        )
        expect(effectsSince(before)).toHaveLength(1)
      })

    it('deletes what was written, once, and finds it gone afterwards', async () => {
      const record = somebody()
      const made = done(await send(planned(record), freshKey()))
      const before = target.effects().length
      const [key, call] = [freshKey(), planned({ ...record, deleted: true }, made.link)]
      expect(call.effect).toBe('deleted')
      expect(said(await send(call, key))).toBe('done deleted')
      expect(said(await send(call, key))).toMatch(/^done (deleted|unchanged)$/)
      expect(effectsSince(before)).toMatchObject([{ objectId: made.link.externalId }])
      expect((await adapter.lookUp(call, target.access())).outcome).toBe('present')
    })

    it('says of its clock being wrong what the provider says of it', async () => {
      for (const skewSeconds of [-900, 900]) {
        const wrong = { ...target.access(), now: () => new Date(Date.now() + skewSeconds * 1_000) }
        const outcome = await adapter.send(planned(somebody()), freshKey(), wrong)
        expect(said(outcome)).toBe(traits.signsCalls ? 'INVALID_CREDENTIALS not_executed' : 'done created')
      }
    })

    it('tells wrong credentials from a missing object, and goes out under the same key with right ones', async () => {
      const [before, key, call] = [target.effects().length, freshKey(), planned(somebody())]
      expect(said(await adapter.send(call, key, asStranger()))).toBe(refusalOfCaller(traits))
      expect(effectsSince(before)).toEqual([])
      expect(said(await send(call, key))).toBe('done created')
      expect(effectsSince(before)).toHaveLength(1)
      if (traits.upserts) return
      const gone = planned(somebody(), { externalId: missingId, externalVersion: 1 })
      expect(said(await send(gone, freshKey()))).toBe('RECORD_NOT_FOUND rejected')
    })
  })
}
