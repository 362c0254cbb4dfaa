/** Larger bodies are nobody's event; the door caps them too. */
const maxBytes = 4 * 1024 * 1024
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * JSON out of raw bytes; undefined (which JSON can't say) when they hold none. Nesting does no harm: the parser does not
 * recurse, and what follows reads named members only.
 */
export function parseJson(rawBody: Uint8Array): unknown {
  if (rawBody.length > maxBytes) return undefined
  try {
    return JSON.parse(utf8.decode(rawBody))
  } catch {
    return undefined
  }
}

/**
 * Whether every member that was sent stands in an object as it was sent. Null and absent are the same; so are two
 * spellings of one instant.
 */
export function holdsMembers(held: unknown, sent: unknown): boolean {
  if (sent === null) return held === null || held === undefined
  if (typeof sent !== 'object') return held === sent || isSameInstant(held, sent)
  if (held === null || typeof held !== 'object') return false
  const members = held as Record<string, unknown>
  return Object.entries(sent).every(([name, value]) => holdsMembers(members[name], value))
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

function isSameInstant(one: unknown, other: unknown): boolean {
  if (typeof one !== 'string' || typeof other !== 'string') return false
  return instant.test(one) && instant.test(other) && Date.parse(one) === Date.parse(other)
}
