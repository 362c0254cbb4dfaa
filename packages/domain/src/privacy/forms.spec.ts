import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

/** Kind, what stands before, the identifier, what stands behind. */
const others: readonly (readonly [kind: string, before: string, value: string, behind?: string])[] = [
  ['date', 'geboren am ', '3. März 1984'],
  ['date', 'née le ', '14 juillet 1989'],
  ['date', 'fecha ', '14 de julio de 1989'],
  ['date', 'discharged ', 'Mar. 4, 2019', ' at noon'],
  ['date', 'admitted ', '04-Nov-2020'],
  ['phone', 'call ', '+33 1 42 68 53 00'],
  ['phone', 'mobile ', '+91 98765 43210'],
  ['phone', 'cell ', '+55 11 91234-5678'],
  ['phone', 'tel ', '+7 (495) 123-45-67'],
  ['email', 'contact ', '"odd name"@example.org'],
  ['ssn', 'his social is ', '219.09.9999'],
  ['medical_record', 'chart no. ', 'CH/2021/0099'],
  ['medical_record', 'MRN# ', '00-45-12-88'],
  ['account', 'iban: ', 'ch93 0076 2011 6238 5295 7'],
  ['account', '', 'NL91 ABNA 0417 1643 00', ' please'],
  ['account', '', 'MT84MALT011000012345MTLCAST001S'],
  ['licence', 'driving licence ', 'MORGA657054SM9IJ'],
  ['vehicle', 'Kennzeichen ', 'B-MW 1234'],
  ['vehicle', 'plates ', 'KA-01-HH-1234'],
  ['vehicle', 'immatriculation ', 'AA-123-BB'],
  ['device', 'UDI ', '(01)00844588003288(17)141120(10)7654321D(21)10987654d321'],
  ['device', 'implant no. ', 'IM-77129-B'],
  ['device', '', '001B.4411.3AB7', ' is the MAC'],
  ['url', '', 'ftp://files.example.org/u/ada'],
  ['ip_address', '', '::ffff:192.0.2.128', ' connected'],
  ['ip_address', '[', '2001:DB8:0:0:8:800:200C:417A', ']'],
  ['biometric', 'face geometry hash ', '9f86d081884c7d65'],
  ['identifier', 'NIN: ', '1234 5678 901'],
  ['identifier', 'national insurance ', 'QQ 12 34 56 C'],
  ['identifier', 'NHS number ', '943 476 5919'],
  ['identifier', 'Aadhaar ', '2341 2341 2346'],
  ['identifier', 'SIN ', '046 454 286'],
  ['identifier', 'codice fiscale ', 'RSSMRA85T10A562S'],
  ['identifier', 'HKID ', 'A123456(3)'],
  ['identifier', 'Personnummer ', '850709-9805'],
  ['identifier', 'INSEE ', '2 69 05 49 588 157 80'],
  ['identifier', 'RFC ', 'GODE561231GR8'],
  ['card', 'Amex ', '3714 496353 98431'],
  ['card', 'diners ', '30569309025904'],
  ['card', '', '2223003122003222'],
  ['secret', '', 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'],
  ['secret', '', 'SK0123456789abcdef0123456789abcdef', ' of the sender'],
  ['secret', '', 'key-3ax6xnjp29jd6fds4gc373sgvjxteol0'],
  ['secret', '', 'hf_abcdefghijklmnopqrstuvwxyzABCDEFGH'],
  ['secret', '', `xapp-1-A0123456789-0123456789012-${'0123456789abcdef'.repeat(4)}`],
  ['secret', '', 're_123456789_abcdefghijklmnopqrstuv'],
  ['secret', 'api_key="', 'a1b2c3d4e5f6a7b8c9d0e1f2', '"'],
  ['secret', 'PIN ', '4821'],
  ['secret', 'CVV: ', '123'],
  ['secret', 'OTP is ', '881299'],
]

describe('what is written in other forms', () => {
  it.each(others.map((one) => ({ kind: one[0], before: one[1], value: one[2], behind: one[3] ?? '' })))(
    '$kind: $before$value',
    ({ kind, before, value, behind }) => {
      const text = before + value + behind
      const start = before.length
      const all = detect(text).map((one) => [one.kind, one.start <= start && one.end >= start + value.length])
      expect(all).toEqual([[kind, true]])
    },
  )
})

it.each([
  'RFC 6962',
  'SKU ABC-12345-XL',
  'PO 4500012345',
  'order no. 100245889',
  'version 12.4.1, build 2026.11.22.1',
  'at 14:05:33.120Z',
  'timestamp 1732243200000',
  'tracking 1Z999AA10123456784',
  'kernel 6.1.0-13-amd64',
  'flight BA123, shelf A-12-3',
  'HS code 8471.30.01',
  'a plate of 12 eggs',
  'pinned to version 8',
  'security code reviews of 2026',
  'rx 5 of 9 bytes',
  '12 mars bars 2024',
  'id 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
  'pi_3MtwBwLkdIwHu7ix28a3tqPa failed',
])('nobody is told of in: %s', (text) => {
  expect(detect(text)).toEqual([])
})
