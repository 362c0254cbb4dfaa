import { type CachedRead, hourMs, minuteMs } from '../cached-read.ts'
import type { Manifest } from '../provider.ts'
import { identifier } from '../shape.ts'
import { readAudiences } from './lists.ts'
import { readTags } from './tags.ts'

/** What of Mailchimp rarely changes. */
export const cachedReads = (limits: Manifest['limits']): Readonly<Record<string, CachedRead>> => ({
  /** `[{id, name, members}]`: every audience of the account, which Mailchimp calls a list. */
  lists: {
    lifeMs: hourMs,
    about: null,
    async read(_about, access) {
      const read = await readAudiences(access, limits)
      if (!read.ok) return read
      return { ok: true, answer: read.audiences.map(({ id, name, members }) => ({ id, name, members })) }
    },
  },
  /** `[{id, name}]`: tags that are in use in one audience. */
  tags: {
    lifeMs: 10 * minuteMs,
    about: {
      title: 'Audience',
      example: 'a1b2c3d4e5',
      schema: identifier(40).regex(/^[A-Za-z0-9]+$/),
      choices: 'lists',
    },
    async read(about, access) {
      const read = await readTags(about, access, limits)
      return read.ok ? { ok: true, answer: read.tags.map(({ id, name }) => ({ id, name })) } : read
    },
  },
})
