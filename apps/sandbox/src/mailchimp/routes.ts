import type { ProviderContext } from '../context.ts'
import { type Call, type Either, jsonAnswer, type Operation, type Result } from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import { checkAddress, createEndpoint, listEndpoints, readEndpoint, removeEndpoint } from './endpoints.ts'
import { invalid, invalidAt, notFound, problem } from './errors.ts'
import {
  createList,
  getList,
  getMember,
  listLists,
  listMembers,
  listTags,
  searchTags,
  writeBatch,
} from './lists.ts'
import { memberIdOf, nameOf } from './member.ts'
import { archiveMember, forgetMember, tagMember } from './member-actions.ts'
import { readMember } from './member-body.ts'
import { writeMember, writtenResult } from './members.ts'
import { findList, type MailchimpScope, stateOf } from './scope.ts'

export const base = '/mailchimp/3.0'

const no = (answer: ReturnType<typeof notFound>) => ({ ok: false, answer }) as const

/** Finds what a call asks for; nothing is done yet. */
export function openCall(ctx: ProviderContext, call: Call, account: string): Either<Operation> {
  const [root, listId = null, collection = null, given = null, action = null, verb = null] = call.path
    .slice(base.length + 1)
    .split('/')
  const scope: MailchimpScope = {
    ctx,
    account,
    listId: listId ?? '',
    origin: { kind: 'api', call },
    source: 'api',
    eventIds: [],
  }
  if (call.method === 'GET' && call.path === `${base}/ping`)
    return reading(() => ({
      executed: true,
      answer: jsonAnswer(200, { health_status: "Everything's Chimpy!" }),
    }))
  if (root !== 'lists') return no(notFound())
  if (listId === null) return openLists(scope, call)
  const list = findList(ctx, account, listId)
  if (!list) return no(notFound())
  // Anything that Mailchimp takes for a member: the hash, in any letters, or the address itself.
  const id = given?.includes('@') ? memberIdOf(given) : (given?.toLowerCase() ?? '')
  const asked = [call.method, collection, given && ':id', action, verb]
    .filter((part) => part !== null)
    .join(' ')
  switch (asked) {
    case 'GET':
      return reading(() => getList(scope, list))
    case 'POST':
      return writing(scope, call, null, (body) => writeBatch(scope, body))
    case 'GET members':
      return reading(() => listMembers(scope, call.query))
    case 'POST members':
      return writing(scope, call, null, (body) => addMember(scope, body))
    case 'GET members :id':
      return reading(() => getMember(scope, id))
    case 'PUT members :id':
      return writing(scope, call, id, (body) => writtenResult(writeMember(scope, id, body, true)))
    case 'PATCH members :id':
      return writing(scope, call, id, (body) => writtenResult(writeMember(scope, id, body, false)))
    case 'DELETE members :id':
      return writing(scope, call, id, () => archiveMember(scope, id))
    case 'POST members :id actions delete-permanent':
      return writing(scope, call, id, () => forgetMember(scope, id))
    case 'GET members :id tags':
      return reading(() => listTags(scope, id))
    case 'POST members :id tags':
      return writing(scope, call, id, (body) => tagMember(scope, id, body))
    case 'GET tag-search':
      return reading(() => searchTags(scope, call.query))
    case 'GET webhooks':
      return reading(() => listEndpoints(scope))
    case 'POST webhooks':
      return openEndpoint(scope, call)
    case 'DELETE webhooks :id':
      return writing(scope, call, null, () => removeEndpoint(scope, given ?? ''))
    default:
      return no(notFound())
  }
}

function openLists(scope: MailchimpScope, call: Call): Either<Operation> {
  if (call.method === 'GET') return reading(() => listLists(scope, call.query))
  if (call.method === 'POST') return writing(scope, call, null, (body) => createList(scope, body))
  return no(problem(405, 'Method Not Allowed', 'The requested method and resource are not compatible.'))
}

/** POST adds and never changes: whoever is there is 400. */
function addMember(scope: MailchimpScope, body: unknown): Result {
  const read = readMember(body)
  const email = read.ok ? read.value.email_address : undefined
  if (!read.ok) return { executed: false, answer: invalidAt(read.problem) }
  const id = memberIdOf(email ?? '')
  return stateOf(scope).members(scope.listId).get(id)
    ? { executed: false, answer: problem(400, 'Member Exists', `${email} is already a list member.`) }
    : writtenResult(writeMember(scope, id, body, true))
}

function openEndpoint(scope: MailchimpScope, call: Call): Either<Operation> {
  const body = parse(call.body)
  const read = readEndpoint(scope, body)
  if (!read.ok) return no(invalidAt(read.problem))
  const opened = writing(scope, call, null, () => createEndpoint(scope, read.value))
  return opened.ok
    ? { ok: true, value: { ...opened.value, prepare: () => checkAddress(read.value.url) } }
    : opened
}

const reading = (run: () => Result): Either<Operation> => ({
  ok: true,
  value: { write: false, objectName: null, idempotency: null, run },
})

function writing(
  scope: MailchimpScope,
  call: Call,
  id: string | null,
  run: (body: unknown) => Result,
): Either<Operation> {
  const body = call.body.length === 0 ? {} : parse(call.body)
  if (!isPlainObject(body)) return no(invalid('', 'We encountered an unspecified JSON parsing error.'))
  const held = id === null ? undefined : stateOf(scope).members(scope.listId).get(id)
  return {
    ok: true,
    value: {
      write: true,
      objectName: nameIn(body) ?? (held ? nameOf(held.member) : null),
      idempotency: null,
      // Mailchimp knows no keys: a repeat is known by having nothing left to do.
      repeats: held !== undefined && call.method === 'PUT' && isHeld(held.member, body),
      run: () => run(body),
    },
  }
}

function nameIn(body: Record<string, unknown>): string | null {
  const read = readMember(body)
  return read.ok && read.value.merge_fields ? nameOf({ merge_fields: read.value.merge_fields }) : null
}

function isHeld(
  member: { merge_fields: Record<string, string>; email_address: string },
  body: unknown,
): boolean {
  const read = readMember(body)
  if (!read.ok) return false
  const { merge_fields = {}, email_address = member.email_address } = read.value
  const isSame = Object.entries(merge_fields).every(([tag, text]) => member.merge_fields[tag] === text)
  return isSame && email_address === member.email_address
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
