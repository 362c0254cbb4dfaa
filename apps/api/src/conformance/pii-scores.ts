import type { IdentifierKind } from '@syncline/domain/privacy'

export type Scores = ReturnType<typeof createScores>

const maxFailureLines = 50
const maxLineLength = 240
const percent = (part: number, whole: number) =>
  whole === 0 ? '   –  ' : `${((part / whole) * 100).toFixed(1).padStart(5)}%`

/** Text of the file goes to a terminal: quoted and cut, so that nothing in it moves the cursor. */
const quoted = (text: string) => JSON.stringify(text.slice(0, maxLineLength)).slice(1, -1)

/** Counts what was found, what was missed and what was taken for something it is not. */
export function createScores() {
  const failures: string[] = []
  const kinds = new Map<IdentifierKind, { hit: number; missed: number; wrong: number }>()
  const leftOut = new Map<string, number>()
  const counts = { passed: 0, failed: 0 }
  return {
    pass: () => void (counts.passed += 1),
    fail(line: string) {
      counts.failed += 1
      if (failures.length < maxFailureLines) failures.push(`failed: ${quoted(line)}`)
    },
    count(kind: IdentifierKind, what: 'hit' | 'missed' | 'wrong', times = 1) {
      const tally = kinds.get(kind) ?? { hit: 0, missed: 0, wrong: 0 }
      tally[what] += times
      kinds.set(kind, tally)
    },
    leaveOut: (label: string) => void leftOut.set(label, (leftOut.get(label) ?? 0) + 1),
    report(): PiiReport {
      const hidden = counts.failed - failures.length
      const left = [...leftOut].map(([label, times]) => `${times} ${quoted(label)}`).join(', ')
      return {
        ...counts,
        lines: [
          ...failures,
          ...(hidden > 0 ? [`failed: ${hidden} more`] : []),
          ...[...kinds].map(
            ([kind, { hit, missed, wrong }]) =>
              `${kind.padEnd(15)} precision ${percent(hit, hit + wrong)}  recall ${percent(hit, hit + missed)}  (${hit} found, ${missed} missed, ${wrong} wrong)`,
          ),
          ...(left === '' ? [] : [`left out, as they identify nobody by 45 CFR 164.514(b)(2): ${left}`]),
        ],
      }
    },
  }
}

export interface PiiReport {
  /** For people: what failed, then precision and recall per kind. */
  readonly lines: readonly string[]
  readonly passed: number
  readonly failed: number
}
