import { csvLine } from '@syncline/domain/csv'
import type { Corpus } from './corpus.ts'

/** A reader of RFC 4180 that owes nothing to our writer. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const unit = text[index] as string
    if (quoted) {
      if (unit !== '"') cell += unit
      else if (text[index + 1] === '"') cell += text[(index += 1)]
      else quoted = false
    } else if (unit === '"' && cell === '') quoted = true
    else if (unit === ',' || unit === '\n') {
      row.push(unit === '\n' ? cell.replace(/\r$/u, '') : cell)
      cell = ''
      if (unit === '\n') rows.push(row.splice(0))
    } else cell += unit
  }
  return rows
}

/** What a spreadsheet would run: decided by the first sign that is seen, also after it splits at another separator. */
const runs = (cell: string) =>
  cell.split(/[;,|\t\r\n]/u).some((part, index) => {
    const seen = part.normalize('NFKC').replace(/^[\s\p{Cc}\p{Cf}"']+/u, '')
    return (index === 0 || !cell.startsWith("'")) && /^(?:[=+@|%-]|DDE\b)/iu.test(seen)
  })

/** Puts cells and tables through our export. @returns a fault or null for each */
export function* judgeCells({ cells, tables }: Pick<Corpus, 'cells' | 'tables'>): Generator<string | null> {
  for (const cell of cells) {
    const read = readCsv(csvLine(['first', cell, 'last']))
    const [first, middle, last] = read[0] ?? []
    const whole = read.length === 1 && first === 'first' && last === 'last'
    if (!whole) yield `${JSON.stringify(cell)} breaks its line`
    else if (middle !== cell && middle !== `'${cell}`) yield `${JSON.stringify(cell)} comes back changed`
    else yield middle === cell && runs(cell) ? `${JSON.stringify(cell)} would calculate` : null
  }
  for (const [name, rows] of tables) {
    const columns = Object.keys(rows[0] ?? {})
    const written = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    const read = readCsv(written.map(csvLine).join(''))
    const same = read.every((row, y) =>
      row.every((cell, x) => [written[y]?.[x], `'${written[y]?.[x]}`].includes(cell)),
    )
    yield same && read.length === written.length ? null : `the table ${name} comes back changed`
  }
}
