import { admitText, type PrivacyPolicy } from '@syncline/domain/privacy'
import { describe, expect, it } from 'vitest'
import { admitNotes } from './admit-notes.ts'

const gateOf = (policy: PrivacyPolicy) => ({
  admitAll: async (_organizationId: string, texts: readonly string[]) =>
    texts.map((text) => admitText(policy, text).text),
})
const ssn = '536-22-8726'
const invoice = {
  id: 'inv_1',
  vendor: { name: 'Ada Obi', tax_id: ssn },
  lines: [
    { description: 'Table cloths, washed', amount: 500_000, quantity: '12.50' },
    { description: `For the patient, SSN ${ssn}`, amount: 1 },
  ],
  memo: `Ask for SSN ${ssn}`,
}
const body = (value: unknown) => Buffer.from(JSON.stringify(value, null, 1))

describe('the notes of a body', () => {
  it('are masked, and nothing else is changed', async () => {
    const admitted = JSON.parse(String(await admitNotes(gateOf('mask'), 'o1', body(invoice))))
    expect(JSON.stringify([admitted.lines, admitted.memo])).not.toContain(ssn)
    const { lines, memo, ...rest } = invoice
    expect(admitted).toMatchObject({ ...rest, lines: [lines[0], { amount: 1 }] })
    expect(admitted.memo.slice(0, 7)).toBe(memo.slice(0, 7))
  })

  it('are let in as they came, byte by byte, where nothing is in them', async () => {
    const harmless = body({ ...invoice, lines: [], memo: 'Delivered on Tuesday' })
    expect(await admitNotes(gateOf('mask'), 'o1', harmless)).toBe(harmless)
  })

  it('keep the whole body out where that is the policy', async () => {
    await expect(admitNotes(gateOf('reject'), 'o1', body(invoice))).rejects.toMatchObject({
      code: 'PHI_DETECTED',
    })
  })

  it('are never longer than what takes them in', async () => {
    const memo = `SSN ${ssn} `.repeat(260)
    const admitted = JSON.parse(String(await admitNotes(gateOf('mask'), 'o1', body({ memo }))))
    expect(admitted.memo.length).toBeLessThanOrEqual(memo.length)
  })
})
