import { type ContactRecord, contactStatuses, maxContactTags } from '@syncline/domain/record'
import { z } from 'zod'
import { cutText, identifier } from '../shape.ts'
import { memberId } from './member-id.ts'

/** The merge fields of every new audience that the hub keeps. */
const maxNameLength = 250
const maxPhoneLength = 60

/** Merge fields are texts, numbers or, as addresses, objects; empty is none. */
const mergeText = (maxLength: number) =>
  z
    .unknown()
    .optional()
    .transform((value) => {
      const text = typeof value === 'number' ? String(value) : value
      return typeof text === 'string' && text.trim() !== '' ? cutText(text, maxLength) : null
    })

export const mergeTexts = z
  .object({
    FNAME: mergeText(maxNameLength),
    LNAME: mergeText(maxNameLength),
    PHONE: mergeText(maxPhoneLength),
  })
  .transform(({ FNAME, LNAME, PHONE }) => ({ firstName: FNAME, lastName: LNAME, phone: PHONE }))

/** RFC 3339 with any offset, or nothing. */
const instant = z
  .union([z.literal(''), z.iso.datetime({ offset: true })])
  .nullish()
  .transform((text) => (text ? new Date(text).toISOString() : null))

const language = z
  .string()
  .max(35)
  .nullish()
  .transform((text) => text || null)

const tag = z.object({ name: z.string().min(1).max(1_000) })

export const memberSchema = z.object({
  id: memberId,
  email_address: z.string().min(1).max(512),
  status: z.enum([...contactStatuses, 'transactional']),
  list_id: identifier(60).nullish(),
  merge_fields: mergeTexts.default({ firstName: null, lastName: null, phone: null }),
  language,
  last_changed: instant,
  tags: z.array(tag).default([]),
})
export type Member = z.output<typeof memberSchema>

/** An archived contact is gone: Mailchimp neither counts nor writes to it. */
export function toContact(member: Member): ContactRecord {
  const { status } = member
  return {
    entity: 'contact',
    sourceId: member.id,
    deleted: status === 'archived',
    email: member.email_address,
    // Whoever only gets receipts has not asked for mail.
    status: status === 'transactional' ? 'unsubscribed' : status,
    listId: member.list_id ?? null,
    ...member.merge_fields,
    language: member.language,
    tags: member.tags.slice(0, maxContactTags).map(({ name }) => cutText(name, 100) ?? name),
    changedAt: member.last_changed,
  }
}

/** Seconds of the last change, as webhooks say them; 0 where Mailchimp does not say. */
export const orderOf = ({ last_changed: changed }: Member): number =>
  changed === null ? 0 : Math.floor(Date.parse(changed) / 1_000)
