import { entities, type ProviderName, providerNames } from '@syncline/domain/connection'
import { type ReadyMapping, readyMapping, readyMappings } from '@syncline/domain/mapping'
import type { CanonicalRecord } from '@syncline/domain/record'
import type { PushAdapter } from '@syncline/providers/port'
import { loadProvider } from '@syncline/providers/registry'
import { samples as flasherp } from '@syncline/providers/samples/flasherp'
import { encodeEvent, samples as mailchimp } from '@syncline/providers/samples/mailchimp'
import { samples as square } from '@syncline/providers/samples/square'
import { samples as stripe } from '@syncline/providers/samples/stripe'
import { afterAll, describe, expect, it } from 'vitest'
import { createExpressions } from './expressions.ts'
import { readRecords } from './golden/records.ts'
import { createMapRecord } from './map-record.ts'

const expressions = createExpressions({ timeoutMs: 10_000 })
afterAll(() => expressions.close())
const mapRecord = createMapRecord(expressions)

const json = (all: readonly { readonly name: string; readonly body: unknown }[]) =>
  all.map(({ name, body }) => ({ name, bytes: Buffer.from(JSON.stringify(body)) }))
const bodies: Partial<Record<ProviderName, readonly { name: string; bytes: Buffer }[]>> = {
  stripe: json(stripe),
  square: json(square),
  flasherp: json(flasherp),
  mailchimp: mailchimp.map(({ name, body }) => ({ name, bytes: Buffer.from(encodeEvent(body)) })),
}

/** The first sample of the provider that tells of such a record; what its webhooks don't tell is as it is read from it. */
async function recordOf({
  from,
  entity,
}: ReadyMapping): Promise<{ sample: string; record: CanonicalRecord }> {
  const { webhook } = await loadProvider(from)
  for (const { name, bytes } of bodies[from] ?? []) {
    const reading = webhook?.read(bytes)
    const notice = reading?.ok ? reading.notices.find((one) => one.entity === entity) : undefined
    const record = notice && webhook?.record(bytes, entity, notice.sourceId)
    if (record && !record.deleted && !isUnsettled(record)) return { sample: name, record }
  }
  const record = readRecords.find((read) => read.entity === entity)
  if (!record) throw new Error(`${from} has no sample of ${entity}`)
  return { sample: 'read, not told of', record }
}

/** What a target that keeps books refuses, and rightly so. */
const isUnsettled = (record: CanonicalRecord) =>
  'status' in record && ['pending', 'requires_action', 'failed', 'draft'].includes(record.status)

describe('a ready-made mapping, from sample to record to body', () => {
  for (const ready of readyMappings)
    it(`${ready.from} → ${ready.to}: ${ready.entity}`, async () => {
      const { sample, record } = await recordOf(ready)
      const mapped = await mapRecord(ready.mapping, record)
      if (!mapped.ok) throw new Error(JSON.stringify(mapped.problems))
      const { push } = await loadProvider(ready.to)
      const adapter = push?.[ready.mapping.entity] as PushAdapter
      const plan = adapter.plan(mapped.record, {
        link: null,
        accountId: null,
        choices: {
          expense_account: { id: '7', name: 'Advertising' },
          location: { id: 'SAMPLEPLACE', name: 'Marina' },
        },
        externalIdOf: ({ entity }) => linkedIds[ready.to]?.[entity] ?? '7',
      })
      const golden = { sample, record, mapped: mapped.record, plan: shown(plan) }
      await expect(`${JSON.stringify(golden, null, 2)}\n`).toMatchFileSnapshot(
        `golden/${ready.from}-${ready.to}-${ready.entity}.golden`,
      )
      expect(plan).toMatchObject({ ok: true })
    })
})

it('there is one for all that one provider gives and another takes', async () => {
  const all = await Promise.all(providerNames.map(async (name) => ({ name, ...(await loadProvider(name)) })))
  const lacking = all.flatMap((from) =>
    all.flatMap((to) =>
      entities
        .filter((entity) => from.pull?.[entity] || from.intake?.gives.includes(entity))
        .filter((entity) => to.push?.[entity] && !readyMapping(from.name, to.name, entity))
        .map((entity) => `${from.name} → ${to.name}: ${entity}`),
    ),
  )
  expect(lacking).toEqual([])
})

/** Ids as each target gives them out. */
const linkedIds: Partial<Record<ProviderName, Partial<Record<CanonicalRecord['entity'], string>>>> = {
  flasherp: { customer: 'fcu_SampleCustomer000000', transaction: 'ftx_SampleTransaction0000' },
}

function shown(plan: ReturnType<PushAdapter['plan']>) {
  if (!plan.ok) return plan
  const { method, path, body } = plan.call
  try {
    return { method, path, body: JSON.parse(body) as unknown }
  } catch {
    return { method, path, body }
  }
}
