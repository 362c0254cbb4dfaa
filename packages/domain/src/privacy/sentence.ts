import { maskFreeText } from '../mask/index.ts'
import { detect } from './detect.ts'
import { type IdentifierKind, identifierKinds } from './kinds.ts'

/** A sentence is no longer; what lies behind is not looked through. UTF-16 units. */
export const maxSentenceLength = 2_000

/** What tells of a machine more often than of a person, and without which a failure can't be understood. */
const technical: ReadonlySet<IdentifierKind> = new Set(['date', 'url', 'ip_address', 'device', 'identifier'])
const kinds: ReadonlySet<IdentifierKind> = new Set(identifierKinds.filter((kind) => !technical.has(kind)))
const hidden = '•••'
/** Without two capitals and without a digit there is neither a name nor a number to be found. */
const worthReading = /\d|\p{Lu}[^]{1,200}\p{Lu}/u

/**
 * A sentence of a person or a provider, as it may be logged and shown: whatever the detector finds, and what
 * `maskFreeText` hides of the rest. Cut to `maxSentenceLength`.
 */
export function maskSentence(text: string): string {
  const short = text.slice(0, maxSentenceLength)
  if (!worthReading.test(short)) return maskFreeText(short)
  let from = 0
  let masked = ''
  for (const { start, end } of detect(short, { kinds })) {
    masked += short.slice(from, start) + hidden
    from = end
  }
  return maskFreeText(masked + short.slice(from))
}
