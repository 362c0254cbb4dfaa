import { detect } from './detect.ts'
import type { Finding } from './kinds.ts'

/** The text with each finding replaced by its kind in brackets, as `[phone]`. */
export function maskFindings(text: string, findings: readonly Finding[]): string {
  let from = 0
  let masked = ''
  for (const { start, end, kind } of findings) {
    masked += `${text.slice(from, start)}[${kind}]`
    from = end
  }
  return masked + text.slice(from)
}

/** Finds and masks at once. @throws as `detect` does */
export const maskIdentifiers = (text: string): string => maskFindings(text, detect(text))
