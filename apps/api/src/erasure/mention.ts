import { ownSubject, subjectOf } from '@syncline/domain/record'
import type { WebhookAdapter } from '@syncline/providers/port'
import { subjectIdOf } from './subject-id.ts'

/** What is looked for in stored webhooks. */
export interface Sought {
  readonly organizationId: string
  readonly subjectIds: ReadonlySet<string>
  /** Finds ids that no other thing has, and addresses; null where there are none. */
  readonly words: RegExp | null
}

export interface Mention {
  readonly named: boolean
  /** Subjects of records in it that name no customer of their own: they are the person's. */
  readonly ownSubjectIds: readonly string[]
}

const leastLength = 8
const nothing: Mention = { named: false, ownSubjectIds: [] }

/** Short ids and mere numbers are those of other things too: they count where an adapter says what they are ids of. */
const isTelling = (id: string) => id.length >= leastLength && /[a-z]/i.test(id)
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whole words only: an id that begins as another does is another's. */
export function soughtWords(ids: readonly string[], addresses: readonly string[]): RegExp | null {
  const words = [...ids.filter(isTelling), ...addresses.filter((address) => address.includes('@'))]
  if (words.length === 0) return null
  return new RegExp(`(?<![a-z0-9._+-])(?:${words.map(escaped).join('|')})(?![a-z0-9_-])`, 'i')
}

/** Whether a stored webhook names the person: as its provider's adapter reads it, or anywhere in its text. */
export function mentionIn(
  rawBody: Buffer,
  connectionId: string,
  adapter: WebhookAdapter | undefined,
  { organizationId, subjectIds, words }: Sought,
): Mention {
  const subjects = readSubjects(rawBody, organizationId, connectionId, adapter)
  if (subjects.some(({ id }) => subjectIds.has(id))) return { named: true, ownSubjectIds: [] }
  if (!words || !textsOf(rawBody).some((text) => words.test(text))) return nothing
  return { named: true, ownSubjectIds: subjects.flatMap(({ id, isOwn }) => (isOwn ? id : [])) }
}

function readSubjects(
  rawBody: Buffer,
  organizationId: string,
  connectionId: string,
  adapter: WebhookAdapter | undefined,
): readonly { readonly id: string; readonly isOwn: boolean }[] {
  try {
    const reading = adapter?.read(rawBody)
    if (!adapter || !reading?.ok) return []
    return reading.notices.flatMap(({ entity, sourceId, accountId }) => {
      const record = adapter.record(rawBody, entity, sourceId)
      const subject = record ? subjectOf(record) : ownSubject(entity, sourceId)
      const id = subjectIdOf(organizationId, { connectionId, accountId }, subject)
      const isOwn =
        record !== null && subject?.kind === entity && entity !== 'customer' && entity !== 'vendor'
      return id === null ? [] : [{ id, isOwn }]
    })
  } catch {
    // An adapter that trips over its input: what is left is the text.
    return []
  }
}

/** A body as it came, and as it reads without the escapes of JSON or of a form. */
function textsOf(rawBody: Buffer): readonly string[] {
  const text = rawBody.toString('utf8')
  try {
    return [text, JSON.stringify(JSON.parse(text))]
  } catch {
    return [text, unescaped(text)]
  }
}

function unescaped(form: string): string {
  try {
    return decodeURIComponent(form.replaceAll('+', ' '))
  } catch {
    return ''
  }
}
