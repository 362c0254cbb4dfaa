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
