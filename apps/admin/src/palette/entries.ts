import type { IconName } from '../ui/Icon.tsx'

/** One thing of the palette that can be opened or done. */
export interface Entry {
  readonly key: string
  readonly group: string
  readonly icon: IconName
  readonly label: string
  /** Beside the label: where it is from, or how it was found. */
  readonly detail?: string
  /** Other words a person may type for it. */
  readonly also?: string
  readonly run: () => void
}

const words = (text: string) =>
  text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').split(/\s+/).filter(Boolean)

/**
 * How well an entry answers what was typed: every typed word begins a word of it. Earlier words count for more; null when
 * a word is missing.
 */
export function rank({ label, also = '' }: Pick<Entry, 'label' | 'also'>, text: string): number | null {
  const own = words(`${label} ${also}`)
  let sum = 0
  for (const typed of words(text)) {
    const at = own.findIndex((word) => word.startsWith(typed))
    if (at < 0) return null
    sum += at
  }
  return sum
}

/** Those that answer, the best first; all of them while nothing is typed. */
export function matchingEntries(entries: readonly Entry[], text: string): readonly Entry[] {
  return entries
    .map((entry, index) => ({ entry, index, at: rank(entry, text) }))
    .filter((each): each is typeof each & { at: number } => each.at !== null)
    .sort((one, other) => one.at - other.at || one.index - other.index)
    .map(({ entry }) => entry)
}

/** Looks like something pasted: an id has a digit and no space, and is not short. */
export const looksLikeId = (text: string) => /^\S{3,255}$/.test(text) && (/\d/.test(text) || text.length > 12)
