import { createHash } from 'node:crypto'
import type { MailchimpMember } from './state.ts'

export const memberIdOf = (email: string): string =>
  createHash('md5').update(email.toLowerCase()).digest('hex')

/** As the API shows a member. */
export const shown = (member: MailchimpMember) => ({
  ...member,
  full_name: nameOf(member) ?? '',
  tags_count: member.tags.length,
})

/** On which sentinels hang. */
export function nameOf({ merge_fields: { FNAME = '', LNAME = '' } }: Pick<MailchimpMember, 'merge_fields'>) {
  const name = LNAME === '' ? FNAME : `${FNAME} ${LNAME}`
  return name === '' ? null : name
}

/** Tags of a body are only ever added. */
export function toTags(known: MailchimpMember['tags'], names: readonly string[]): MailchimpMember['tags'] {
  const added = [...new Set(names)].filter((name) => known.every((tag) => tag.name !== name))
  return [...known, ...added.map((name, index) => ({ id: 1_000 + known.length + index, name }))]
}
