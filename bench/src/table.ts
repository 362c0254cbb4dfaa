import type { Figure } from './figures.ts'

const heads = ['figure', 'ours', 'peer', 'ratio', 'must', '']

/** Figures for a person's eye, columns aligned. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.figure,
    String(figure.ours),
    String(figure.peer),
    String(figure.ratio),
    figure.must,
    figure.ok ? 'ok' : 'MISSED',
  ])
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return [heads, ...rows]
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
