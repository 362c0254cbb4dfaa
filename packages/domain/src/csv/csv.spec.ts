import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvCell, csvLine, inertCell } from './index.ts'

it.each([
  '=1+1',
  '+1+1',
  '-2+cmd',
  '@SUM(A1)',
  '|cmd',
  ' =1+1',
  '\t=1',
  '\r=1',
  '\ufeff=1',
  '"=1+1',
  "';=1+1",
  'a;=1',
  'a,=1',
  '＝1+1',
  '–1',
  'DDE ("cmd";"/C calc";"!A0")A0',
])('makes text of %j', (value) => {
  expect(inertCell(value)).toBe(`'${value}`)
})

it.each(['Ada Obi', '-12.50', '+3', '12-34', 'a=b', 'Quay Road, Lagos', 'DDEX'])('leaves %j', (value) => {
  expect(inertCell(value)).toBe(value)
})

it('writes lines as RFC 4180 has them', () => {
  expect(csvLine(['a', 'b "c"', 'd,e', 'f\ng', null, 4, true])).toBe('a,"b ""c""","d,e","f\ng",,4,true\r\n')
})

it('brings every text through unbroken', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '=', ' ', '😀') }),
      (value) => {
        const cell = csvCell(value)
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
        expect(read).toBe(inertCell(value))
        if (!cell.startsWith('"')) expect(cell).not.toMatch(/["\r\n,]/u)
      },
    ),
  )
})
