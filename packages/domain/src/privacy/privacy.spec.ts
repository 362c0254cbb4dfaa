import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detect, identifierKinds, maskIdentifiers, maxTextLength } from './index.ts'

const found = (text: string, floor?: number) =>
  detect(text, floor === undefined ? {} : { floor }).map(({ kind, start, end }) => [
    kind,
    text.slice(start, end),
  ])

describe('each kind', () => {
  it.each([
    ['name', 'Guest: Folake Brandt', 'Folake Brandt'],
    ['address', 'lives at 12 Quay Road, Lagos 101233', '12 Quay Road, Lagos 101233'],
    ['date', 'admitted 3 March 1987', '3 March 1987'],
    ['phone', 'call 0803 555 0199', '0803 555 0199'],
    ['fax', 'Fax: +1 (415) 555-0133', '+1 (415) 555-0133'],
    ['email', 'mail ada.øst@mail.example.ng', 'ada.øst@mail.example.ng'],
    ['ssn', 'SSN 536-22-1843', '536-22-1843'],
    ['medical_record', 'medical record no. AB-99812', 'AB-99812'],
    ['health_plan', 'Member ID HMO88213377', 'HMO88213377'],
    ['account', 'pay to GB82 WEST 1234 5698 7654 32', 'GB82 WEST 1234 5698 7654 32'],
    ['licence', "driver's licence D4471129", 'D4471129'],
    ['vehicle', 'plate KJA-482GT', 'KJA-482GT'],
    ['device', 'pacemaker serial PM-4471-22', 'PM-4471-22'],
    ['url', 'see https://people.example.org/u/ada-12', 'https://people.example.org/u/ada-12'],
    ['ip_address', 'from 203.0.113.77', '203.0.113.77'],
    ['biometric', 'retina scan rt_99ab12cd34', 'rt_99ab12cd34'],
    ['photo', 'face image ada_face_1.jpg', 'ada_face_1.jpg'],
    ['identifier', 'passport A12345678', 'A12345678'],
    ['card', 'paid with 4111 1111 1111 1111', '4111 1111 1111 1111'],
    ['secret', 'key sk_test_abcdefgh12345678', 'sk_test_abcdefgh12345678'],
  ])('%s is found where it stands', (kind, text, value) => {
    expect(found(text)).toEqual([[kind, value]])
  })

  it.each([
    ['the office is at P.O. Box 104', 'P.O. Box 104'],
    ['user: 12 Þórunnarstræti 31, Arnsdorf, Germany', '12 Þórunnarstræti 31, Arnsdorf, Germany'],
  ])('an address needs no word for a street: %s', (text, value) => {
    expect(found(text)).toEqual([['address', value]])
  })

  it('has a sample above', () => {
    expect(identifierKinds).toHaveLength(20)
  })
})

describe('a number with a check', () => {
  it.each([
    ['card_number', '4111 1111 1111 1111', '4111 1111 1111 1112'],
    ['iban', 'DE89370400440532013000', 'DE89370400440532013001'],
    ['npi', '1234567893', '1234567894'],
    ['dea', 'AB1234563', 'AB1234564'],
    ['vin', '1M8GDM9AXKP042788', '1M8GDM9A1KP042788'],
    ['nhs', '943 476 5919', '943 476 5918'],
    ['ssn', '536-22-1843', '666-22-1843'],
    ['itin', '912-75-1234', '912-93-1234'],
    ['mbi', '1EG4-TE5-MK73', '1SG4-TE5-MK73'],
    ['aadhaar', '2341 2341 2346', '2341 2341 2347'],
    ['cpf', '529.982.247-25', '529.982.247-26'],
    ['pesel', '44051401359', '44051401358'],
    ['spanish_id', '12345678Z', '12345678A'],
    ['nric', 'S1234567D', 'S1234567A'],
    ['tfn', '123 456 782', '123 456 783'],
  ])('%s is believed only when it adds up', (form, right, wrong) => {
    const forms = new Set([form])
    expect(detect(right, { forms, floor: 0 })).toHaveLength(1)
    expect(detect(wrong, { forms, floor: 0 })).toEqual([])
  })

  it('raises what its name already says', () => {
    const [right, wrong] = ['routing 021000021', 'routing 021000022'].map(
      (text) => detect(text)[0]?.confidence ?? 0,
    )
    expect(right).toBeGreaterThan(wrong ?? 1)
  })
})

describe('what looks alike', () => {
  it.each([
    'token 4111 1111 1111 1111 0024',
    'meter 04512345678 vended 25.4 kWh at 12:31',
    'order ord_536221843001 and pi_3MtwBwLkdIwHu7ix28a3tqPa',
    'build 20240101.12 took 330 ms',
    'commit 3a42b0c72eb594a9eb8de73c6d502ab1c62ec09a',
    '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    'table 14 for 2, amount NGN 49584.38',
    'std::cout in version 1.2.3.4',
    'Order number: 12345678',
    'Please Deliver Before Monday',
    'plate of rice 2 pcs, vehicle 3 of 4',
    'account 2021 closed',
  ])('is left alone: %s', (text) => {
    expect(found(text)).toEqual([])
    expect(maskIdentifiers(text)).toBe(text)
  })
})

describe('names', () => {
  it.each([
    ['stand beside names', 'They were Xoanna, Hannah and Yrsa.', ['Xoanna', 'Hannah', 'Yrsa']],
    ['are said again', 'Zorvik left. Dr. Anna Zorvik stayed.', ['Zorvik', 'Anna Zorvik']],
    ['need no capitals when both parts are frequent', 'it was john smith again', ['john smith']],
    ['do not take in their title', 'ask Mrs. Okoro', ['Okoro']],
  ])('%s', (_what, text, names) => {
    expect(found(text).map(([, value]) => value)).toEqual(names)
  })
})

describe('any text', () => {
  it('is marked in order, without overlap, at whole characters', () => {
    const parts = fc.constantFrom(
      'Mr. ',
      'Ada ',
      '0803 555 0199',
      '@',
      'a@b.co',
      '😀',
      'e\u0301',
      '::1',
      ' ',
      '4111111111111111',
      'MRN 12345',
      '\ud800',
      '１２３',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(parts, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 40 }),
        (pieces) => {
          const text = pieces.join('')
          let from = 0
          for (const { start, end, confidence } of detect(text, { floor: 0 })) {
            expect(start).toBeGreaterThanOrEqual(from)
            expect(end).toBeGreaterThan(start)
            expect(confidence > 0 && confidence <= 1).toBe(true)
            from = end
          }
          expect(from).toBeLessThanOrEqual(text.length)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('may hold what is wider than one unit before an identifier', () => {
    for (const before of ['😀👩‍👩‍👧 ', 'qoe\u0308 e\u0301\u0323 ', '𝔘𝔫𝔦 ', '\ud83d '])
      expect(found(`${before}mail ada@example.org`)).toEqual([['email', 'ada@example.org']])
  })

  it('is read as it looks, whatever digits and spaces it is written in', () => {
    expect(found('SSN\u00a0５３６‑２２‑１８４３')).toEqual([['ssn', '５３６‑２２‑１８４３']])
  })

  it('is refused unread when it is too long', () => {
    expect(() => detect('a'.repeat(maxTextLength + 1))).toThrowError(/More was sent at once/)
  })
})

it('takes twice the time for twice the text, whatever is in it', () => {
  const units = [
    'a.',
    '1-',
    'A ',
    'a@',
    '12 Abc ',
    'Ab, ',
    '(1',
    '::',
    'eyJ.',
    'MRN ',
    'no no ',
    'password=',
    '-----BEGIN PRIVATE KEY-----',
    'http://a/',
    'lives at 1, ',
    'Mr. ',
    'e\u0301',
  ]
  const size = 10_000
  detect('Mr. Ada Obi, call 0803 555 0199'.repeat(20))
  for (const unit of units) {
    const once = unit.repeat(size / unit.length)
    // What this thread computed: what else the machine does meanwhile is not counted.
    const time = (text: string) => {
      const begun = process.threadCpuUsage()
      detect(text)
      const { user, system } = process.threadCpuUsage(begun)
      return (user + system) / 1_000
    }
    // Eight times the text: were it quadratic, it would take sixty-four times as long. A pause to tidy memory up gets a
    // second go.
    const most = Math.max(time(once), 4) * 20
    const long = once.repeat(8)
    const taken = time(long)
    expect(taken < most ? taken : time(long), JSON.stringify(unit)).toBeLessThan(most)
  }
})
