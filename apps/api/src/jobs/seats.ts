export interface Seats {
  /**
   * A seat for whoever is about to be called. Each gets a share of them, so that one who never answers does not keep all.
   * @returns what gives it back, or for how long to come back later, milliseconds
   */
  take(connection: string): Promise<{ readonly leave: () => void } | { readonly waitMs: number }>
}

interface Row {
  held: number
  /** By the clock, when one was given back last. */
  leftAtMs: number
  /** Told to come back since then. */
  sentAway: number
  readonly waiting: Set<() => void>
}

/** Who gave a seat back so lately will do so again in a moment: that is waited for here. */
const livelyMs = 1_000
const mostPatienceMs = 250
const leastWaitMs = 500
const mostWaitMs = 30_000
/** What each in line before takes, at a guess: so that they do not all come back at once. */
const apartMs = 50

/**
 * A connection may have twice as many seats as are free: two thirds of them where it is alone, less where others hang as
 * well, and one always.
 * @param size all there are: as many as syncs that may be out at once
 */
export function createSeats(size: number, now: () => number = () => performance.now()): Seats {
  const rows = new Map<string, Row>()
  let free = size

  function rowOf(connection: string): Row {
    const known = rows.get(connection)
    if (known) return known
    const row: Row = { held: 0, leftAtMs: Number.NEGATIVE_INFINITY, sentAway: 0, waiting: new Set() }
    rows.set(connection, row)
    return row
  }
  const isFull = ({ held }: Row) => held >= Math.max(1, 2 * free)

  function leave(connection: string, row: Row): void {
    row.held--
    free++
    row.leftAtMs = now()
    row.sentAway = 0
    const [next] = row.waiting
    if (next) next()
    else if (row.held === 0) rows.delete(connection)
  }

  /** Until one of the row's seats is given back, or it takes too long. */
  function patience({ waiting }: Row): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        waiting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, mostPatienceMs)
      waiting.add(done)
    })
  }

  return {
    async take(connection) {
      if (isFull(rowOf(connection)) && now() - rowOf(connection).leftAtMs < livelyMs)
        await patience(rowOf(connection))
      const row = rowOf(connection)
      if (isFull(row)) return { waitMs: Math.min(leastWaitMs + apartMs * row.sentAway++, mostWaitMs) }
      row.held++
      free--
      let isHeld = true
      return {
        leave() {
          if (isHeld) leave(connection, row)
          isHeld = false
        },
      }
    },
  }
}
