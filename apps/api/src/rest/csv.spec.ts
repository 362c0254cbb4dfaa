import { describe, expect, it } from 'vitest'
import { csvLine } from './csv.ts'

describe('a line of CSV', () => {
  it.each([
    [['a', 1, null, undefined, ''], 'a,1,,,'],
    [['a,b', 'say "x"', 'two\r\nlines'], '"a,b","say ""x""","two\r\nlines"'],
    [['=1+1', '+1', '-1', '@x', '\tx', '\rx'], `'=1+1,'+1,'-1,'@x,'\tx,"'\rx"`],
    [[-5, { a: '=1' }], `-5,"{""a"":""=1""}"`],
    [['₦ — ünïcödé'], '₦ — ünïcödé'],
  ])('%j', (cells, line) => expect(csvLine(cells)).toBe(`${line}\r\n`))
})
