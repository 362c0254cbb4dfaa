import { inside, type ProviderContext } from '../context.ts'
import type { Triggered, TriggerRequest } from '../provider.ts'
import { bad, good, type Read } from '../shape.ts'
import { makePerson, newPhone } from '../traffic/people.ts'
import { publish } from './events.ts'
import { memberIdOf } from './member.ts'
import { archiveMember } from './member-actions.ts'
import { save, writeMember } from './members.ts'
import { findList, freshHex, type MailchimpScope, stateOf, timestamp } from './scope.ts'
import { mailchimpAccounts, type StoredMember } from './state.ts'

type Scene = (scope: MailchimpScope, request: TriggerRequest) => Read<string>

const namesOf = (name: string) => {
  const [first = '', ...rest] = name.split(' ')
  return { FNAME: first, LNAME: rest.join(' ') }
}

function subscribe(scope: MailchimpScope, request: TriggerRequest): Read<string> {
  const person = makePerson(scope.ctx.random)
  const { name = person.name, email = person.email, phone = person.phone } = withoutNulls(request)
  const body = {
    email_address: email,
    status: 'subscribed',
    status_if_new: 'subscribed',
    merge_fields: { ...namesOf(name), PHONE: phone },
  }
  return write(scope, memberIdOf(email), body)
}

function write(scope: MailchimpScope, id: string, body: unknown): Read<string> {
  const written = writeMember(scope, id, body, true)
  return written.ok ? good(written.member.id) : bad('email', 'was refused')
}

/** A member who is named, or else the newest that is on the list, who is made when there is none. */
function someMember(scope: MailchimpScope, request: TriggerRequest): Read<StoredMember> {
  const members = stateOf(scope).members(scope.listId)
  const known = request.id === null ? newest(scope) : members.get(request.id)
  if (known) return good(known)
  if (request.id !== null) return bad('id', 'names nobody on the list')
  const made = subscribe(scope, request)
  if (!made.ok) return made
  const stored = members.get(made.value)
  return stored ? good(stored) : bad('id', 'names nobody on the list')
}

function newest(scope: MailchimpScope): StoredMember | undefined {
  for (const stored of stateOf(scope).members(scope.listId).newestFirst())
    if (stored.member.status === 'subscribed') return stored
  return undefined
}

/** A scene about somebody who is there. */
const about =
  (play: (scope: MailchimpScope, stored: StoredMember, request: TriggerRequest) => Read<string>): Scene =>
  (scope, request) => {
    const stored = someMember(scope, request)
    return stored.ok ? play(scope, stored.value, request) : stored
  }

const leaving = (status: 'unsubscribed' | 'cleaned') =>
  about((scope, { member }) => {
    const after = { ...member, status, last_changed: timestamp(scope.ctx.now()) }
    save(scope, member, { member: after, optedOut: true })
    return good(member.id)
  })

const scenes: Record<string, Scene> = {
  subscribe,
  unsubscribe: leaving('unsubscribed'),
  cleaned: leaving('cleaned'),
  profile: about((scope, { member }, { name, phone }) => {
    const asked = { PHONE: phone ?? newPhone(scope.ctx.random, member.merge_fields.PHONE ?? null) }
    return write(scope, member.id, { merge_fields: name === null ? asked : { ...asked, ...namesOf(name) } })
  }),
  upemail: about((scope, { member }, { email }) =>
    write(scope, member.id, { email_address: email ?? `${freshHex(8)}@example.com` }),
  ),
  delete: about((scope, { member }) => {
    archiveMember(scope, member.id)
    return good(member.id)
  }),
  campaign: (scope) => {
    const id = freshHex(10)
    const fields = { 'data[subject]': 'Suppers', 'data[status]': 'sent', 'data[reason]': '' }
    publish(scope, 'campaign', id, { 'data[id]': id, ...fields, 'data[list_id]': scope.listId }, null)
    return good(id)
  },
}

export const mailchimpTriggers = Object.keys(scenes)

/** What people do to an audience by themselves, or in Mailchimp's pages. */
export function triggerMailchimp(
  ctx: ProviderContext,
  event: string,
  request: TriggerRequest,
): Read<Triggered> {
  const scene = Object.hasOwn(scenes, event) ? scenes[event] : undefined
  if (!scene) return bad('event', `must be one of ${mailchimpTriggers.join(', ')}`)
  const owner = [...mailchimpAccounts(ctx.store).oldestFirst()].find(
    ({ account }) => request.account === null || request.account === account,
  )
  if (!owner) return bad('account', 'names no Mailchimp account; register one at /_sandbox/accounts')
  const { account, listId } = owner
  findList(ctx, account, listId)
  const scope: MailchimpScope = { ctx, account, listId, origin: inside, source: 'user', eventIds: [] }
  const played = scene(scope, request)
  return played.ok ? good({ objectId: played.value, eventIds: scope.eventIds }) : played
}

function withoutNulls({ name, email, phone }: TriggerRequest) {
  return Object.fromEntries(
    Object.entries({ name, email, phone }).filter(([, value]) => value !== null),
  ) as Partial<Record<'name' | 'email' | 'phone', string>>
}
