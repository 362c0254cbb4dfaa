/** Rows kept on screen although the filter no longer holds them: no more than this many are read one by one. */
export const mostKept = 20

export interface Listed<Row> {
  readonly rows: readonly Row[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

/** How a list is read again without moving under the pointer, once it is known what names a row and where it stands. */
export function rowPlaces<Row>(idOf: (row: Row) => string, positionOf: (row: Row) => number) {
  return {
    idOf,
    positionOf,
    /**
     * The cursor that reads again what is on screen and nothing above it: new rows are announced, never pushed in.
     * Undefined when the screen is empty; then whatever comes may show.
     */
    rereadCursor(
      shown: Pick<Listed<Row>, 'rows'> | undefined,
    ): { position: number; go: 'older' } | undefined {
      const first = shown?.rows[0]
      return first === undefined ? undefined : { position: positionOf(first) + 1, go: 'older' }
    },
    /** Rows that were on screen and are missing in the new answer, because they changed out of the filter. */
    missingRows(
      shown: Pick<Listed<Row>, 'rows'> | undefined,
      answer: Pick<Listed<Row>, 'rows'>,
    ): readonly Row[] {
      const answered = new Set(answer.rows.map(idOf))
      return (shown?.rows ?? []).filter((row) => !answered.has(idOf(row))).slice(0, mostKept)
    },
    /** Puts the kept rows back where they stood, so that nothing moves under the pointer. */
    withKept<List extends Listed<Row>>(answer: List, kept: readonly Row[]): List {
      if (kept.length === 0) return answer
      const rows = [...answer.rows, ...kept].sort((one, other) => positionOf(other) - positionOf(one))
      return { ...answer, rows }
    },
  }
}
