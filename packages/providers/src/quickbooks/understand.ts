import { notUnderstood, recordUnderstanding, type Understanding } from '../fixtures/understanding.ts'
import { readEvents } from './event.ts'
import { faultIn } from './fault.ts'
import { isObjectName, objectKinds } from './objects.ts'

const maxItems = 1_000
const objectName = /^[A-Z][A-Za-z0-9]{0,59}$/

type Members = Readonly<Record<string, unknown>>
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const passing = (object: string): Understanding => ({ kind: 'no_record', object, why: 'unknown_type' })
const listOf = (values: readonly unknown[], read: (value: unknown) => Understanding): Understanding =>
  values.length > maxItems ? notUnderstood : { kind: 'list', items: values.map(read) }

/**
 * An answer of QuickBooks' API or of Intuit's sign-in: a fault, the page of a query, changes, a batch, a report, or one
 * object under its name. Kinds of which the hub keeps no record are known by that name alone.
 */
export function understand(value: unknown): Understanding {
  const fault = faultIn(value)
  if (fault) return { kind: 'error', error: { type: fault.type, code: fault.code } }
  if (typeof value === 'string' && value.startsWith('%PDF-')) return passing('document')
  if (!isMembers(value)) return notUnderstood
  if (isMembers(value.QueryResponse)) return understandQuery(value.QueryResponse)
  if (Array.isArray(value.CDCResponse)) return listOf(value.CDCResponse, understandChanges)
  for (const name of ['BatchItemResponse', 'AttachableResponse'])
    if (Array.isArray(value[name])) return listOf(value[name], understand)
  if (isMembers(value.Header) && isMembers(value.Columns) && 'Rows' in value) return passing('Report')
  if (typeof value.access_token === 'string' && typeof value.token_type === 'string') return passing('token')
  const [named, ...others] = Object.entries(value).filter(
    ([name, object]) => objectName.test(name) && isMembers(object),
  )
  return named && others.length === 0 ? understandObject(...named) : notUnderstood
}

/** Per kind that was asked for, a page of it. */
function understandChanges(change: unknown): Understanding {
  const fault = faultIn(change)
  if (fault || !isMembers(change)) return understand(change)
  const pages = change.QueryResponse
  return Array.isArray(pages) ? listOf(pages, understandPage) : understand(change)
}

const understandPage = (page: unknown): Understanding =>
  isMembers(page) && !faultIn(page) ? understandQuery(page) : understand(page)

/** A page without rows holds nothing at all; a count holds nothing else. */
function understandQuery(page: Members): Understanding {
  const { totalCount } = page
  if (faultIn(page)) return understand(page)
  const rows = Object.entries(page).flatMap(([name, objects]) =>
    objectName.test(name) && Array.isArray(objects) ? objects.map((object) => [name, object] as const) : [],
  )
  if (rows.length === 0 && typeof totalCount === 'number') return { kind: 'count', count: totalCount }
  return rows.length > maxItems
    ? notUnderstood
    : { kind: 'list', items: rows.map(([name, object]) => understandObject(name, object)) }
}

/** Every object has an id, a count of its changes, or at least says that it is QuickBooks'. */
function understandObject(name: string, object: unknown): Understanding {
  if (isObjectName(name)) {
    const read = objectKinds[name].read(object)
    if (read) return recordUnderstanding(read.record)
    // A query may ask for some members only.
    return isMembers(object) && object.sparse === true ? passing(name) : notUnderstood
  }
  const known =
    isMembers(object) &&
    (typeof object.Id === 'string' || object.domain === 'QBO' || isMembers(object.MetaData))
  return known ? passing(name) : notUnderstood
}

/** What the events of a webhook point at that becomes no record. */
export function mentionOf(body: unknown): Readonly<Record<string, unknown>> {
  const read = readEvents(new TextEncoder().encode(JSON.stringify(body)))
  if (!read.ok) return {}
  return {
    events: read.events.map(({ realmId, kind, verb, objectId }) => ({
      accountId: realmId,
      kind,
      verb,
      objectId,
    })),
  }
}
