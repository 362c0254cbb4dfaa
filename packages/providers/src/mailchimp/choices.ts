import { z } from 'zod'
import type { Choice, Creation, Manifest } from '../provider.ts'
import { rootOf } from './call.ts'
import { createAudience } from './lists.ts'

/** A connection is one audience: its address ends in it, and webhooks of another are kept out. */
export const choices = (limits: Manifest['limits']): readonly Choice[] => [
  {
    name: 'audience',
    title: 'Audience',
    help: 'Contacts are read from it and written to it, and webhooks of another are kept out.',
    read: 'lists',
    none: null,
    place: (chosen, _all, before) => {
      const { baseUrl } = rootOf(before)
      return chosen
        ? { accountId: chosen.id, baseUrl: `${baseUrl}/lists/${chosen.id}` }
        : { ...before, baseUrl }
    },
    creation: creation(limits),
  },
]

const text = (max: number) => z.string().trim().min(1).max(max)
const newAudience = z.strictObject({
  name: text(100),
  reminder: text(500),
  company: text(100),
  address: text(100),
  city: text(60),
  state: text(60),
  zip: text(20),
  country: z
    .string()
    .trim()
    .regex(/^[A-Z]{2}$/),
  fromName: text(100),
  fromEmail: z.email().max(254),
})

const creation = (limits: Manifest['limits']): Creation => ({
  fields: [
    { name: 'name', title: 'Name', example: 'Guests of the café' },
    { name: 'reminder', title: 'Why they get mail', example: 'You left your address at our till.' },
    { name: 'company', title: 'Company', example: 'Ember Café Ltd' },
    { name: 'address', title: 'Street', example: '14 Marina' },
    { name: 'city', title: 'City', example: 'Lagos' },
    { name: 'state', title: 'State', example: 'Lagos' },
    { name: 'zip', title: 'Postal code', example: '101241' },
    { name: 'country', title: 'Country, as two letters', example: 'NG' },
    { name: 'fromName', title: 'Sender’s name', example: 'Ember Café' },
    { name: 'fromEmail', title: 'Sender’s address', example: 'hello@ember.example' },
  ],
  async create(given, access) {
    const read = newAudience.safeParse(given)
    if (!read.success) return { ok: false, field: String(read.error.issues[0]?.path[0] ?? 'name') }
    const { name, reminder, company, address: address1, city, state, zip, country, ...from } = read.data
    const audience = {
      name,
      permissionReminder: reminder,
      contact: { company, address1, city, state, zip, country },
      from: { name: from.fromName, email: from.fromEmail, language: 'en' },
    }
    const made = await createAudience(audience, access, limits)
    return made.ok ? { ok: true, id: made.audience.id } : made
  },
})
