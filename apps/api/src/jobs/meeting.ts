export interface Meeting<Item, Answer> {
  /** Waits for the others of the round; resolves with the answer to this one. Once for each who is expected. */
  come(item: Item): Promise<Answer>
  /** In place of `come`: nobody waits for this one any longer. */
  stayAway(): void
}

interface Arrival<Item, Answer> {
  readonly item: Item
  readonly answered: PromiseWithResolvers<Answer>
}

/**
 * Where so many meet, in rounds: one ends when nobody else is expected, or when its first has waited long enough; who
 * comes later begins another.
 * @param patience begins when a round does
 * @param end answers those who came, in order
 */
export function createMeeting<Item, Answer>(
  expected: number,
  patience: () => Promise<void>,
  end: (items: readonly Item[]) => Promise<readonly Answer[]>,
): Meeting<Item, Answer> {
  let missing = expected
  let round: Arrival<Item, Answer>[] = []

  function close(): void {
    const arrivals = round
    round = []
    if (arrivals.length === 0) return
    end(arrivals.map(({ item }) => item)).then(
      (answers) => arrivals.forEach(({ answered }, index) => answered.resolve(answers[index] as Answer)),
      (error) => arrivals.forEach(({ answered }) => answered.reject(error)),
    )
  }

  return {
    come(item) {
      const answered = Promise.withResolvers<Answer>()
      const mine = round
      mine.push({ item, answered })
      missing--
      if (missing === 0) close()
      else if (mine.length === 1) void patience().then(() => round === mine && close())
      return answered.promise
    },
    stayAway() {
      missing--
      if (missing === 0) close()
    },
  }
}
