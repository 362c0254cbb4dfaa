import { readStored, writeStored } from '../ui/stored.ts'

const storageKey = (list: string) => `syncline-columns-${list}`

/** The columns of a list: those in the address, else those that were chosen here last. */
export function useChosenColumns(
  list: string,
  inAddress: string | undefined,
  change: (columns: string | undefined) => void,
) {
  return {
    chosenColumns: inAddress ?? (readStored(storageKey(list)) || undefined),
    onColumns: (columns: string | undefined) => {
      writeStored(storageKey(list), columns ?? '')
      change(columns)
    },
  }
}
