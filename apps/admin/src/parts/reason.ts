import * as strings from '../strings/index.ts'

const shortest = 3

/** What is wrong with a reason, trimmed; null when it will do. */
export function reasonError(reason: string, optional: boolean): string | null {
  if (reason.length >= shortest || (optional && reason.length === 0)) return null
  return optional ? strings.reason.tooShort : strings.reason.missing
}
