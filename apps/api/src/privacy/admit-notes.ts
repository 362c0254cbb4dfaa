import type { PrivacyGate } from './gate.ts'

/** Members of a body in which people write what they like. */
const written = /^(?:memo|notes?|description|comments?)$/i
/** What these members may hold at least, wherever they stand; a mask may be longer than what it hides. */
const roomyLength = 1_000
const maxDepth = 20

/**
 * A JSON body with every note in it as the organization lets it in; the same bytes where nothing was found.
 * @throws SynclineError PHI_DETECTED where the policy is to reject
 */
export async function admitNotes(
  gate: Pick<PrivacyGate, 'admitAll'>,
  organizationId: string,
  rawBody: Buffer,
): Promise<Buffer> {
  const body: unknown = JSON.parse(rawBody.toString())
  const texts: string[] = []
  replaceNotes(body, (text) => {
    texts.push(text)
    return text
  })
  const admitted = await gate.admitAll(organizationId, texts)
  if (admitted.every((text, at) => text === texts[at])) return rawBody
  let at = 0
  const replaced = replaceNotes(body, (text) =>
    (admitted[at++] as string).slice(0, Math.max(roomyLength, text.length)),
  )
  return Buffer.from(JSON.stringify(replaced))
}

/** A copy, whose notes are handed over in the order in which they stand. */
function replaceNotes(value: unknown, replace: (text: string) => string, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return value
  if (Array.isArray(value)) return value.map((item) => replaceNotes(item, replace, depth + 1))
  const members = Object.entries(value).map(([name, member]) => [
    name,
    typeof member === 'string' && written.test(name)
      ? replace(member)
      : replaceNotes(member, replace, depth + 1),
  ])
  return Object.fromEntries(members)
}
