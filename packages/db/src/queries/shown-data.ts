import { maskSentence } from '@syncline/domain/privacy'

const secretName = /(secret|token|password|authorization|api[-_]?key|signature|cookie)/i
/** Words of people and of providers: nobody knows what they hold. */
const freeText = new Set(['reason', 'detail', 'note', 'description'])
const hidden = '•••'

/** What an event says, as it may be shown: what is sealed leaves no trace, not even as ciphertext. */
export function shownData(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, shown(name, value)]))
}

function shown(name: string, value: unknown): unknown {
  if (typeof value === 'string') {
    if (value.startsWith('sealed:')) return '(sealed)'
    if (secretName.test(name)) return hidden
    return freeText.has(name) ? maskSentence(value) : value
  }
  if (Array.isArray(value)) return value.map((item) => shown(name, item))
  return typeof value === 'object' && value !== null ? shownData(value as Record<string, unknown>) : value
}
