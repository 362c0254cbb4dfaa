/**
 * Keys in the order of rising sequence numbers, with seek by binary search. A key that moved or left stays behind
 * as a stale slot until more than half of the slots are stale; `isCurrent` tells them apart.
 */
export type SequenceIndex = {
  push(sequence: number, key: string): void
  /** Current keys with a sequence above `after`, rising. */
  above(after: number): Iterable<string>
  /** Current keys with a sequence below `before`, falling. */
  below(before: number): Iterable<string>
  sort(): void
}

type Slot = { sequence: number; key: string }

export function createSequenceIndex(
  isCurrent: (key: string, sequence: number) => boolean,
  currentCount: () => number,
): SequenceIndex {
  let slots: Slot[] = []
  /** Every slot before this one is stale. */
  let head = 0

  /** Position of the first slot whose sequence is at least `sequence`. */
  function lowerBound(sequence: number): number {
    let low = 0
    let high = slots.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((slots[middle]?.sequence ?? 0) < sequence) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    push(sequence, key) {
      slots.push({ sequence, key })
      if (slots.length <= 2 * currentCount() + 64) return
      slots = slots.filter((slot) => isCurrent(slot.key, slot.sequence))
      head = 0
    },
    *above(after) {
      for (let at = Math.max(head, lowerBound(after + 1)); at < slots.length; at += 1) {
        const slot = slots[at]
        if (!slot) return
        if (isCurrent(slot.key, slot.sequence)) yield slot.key
        else if (at === head) head += 1
      }
    },
    *below(before) {
      for (let at = lowerBound(before) - 1; at >= head; at -= 1) {
        const slot = slots[at]
        if (slot && isCurrent(slot.key, slot.sequence)) yield slot.key
      }
    },
    sort() {
      head = 0
      slots.sort((one, other) => one.sequence - other.sequence)
    },
  }
}
