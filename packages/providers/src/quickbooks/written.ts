import { z } from 'zod'
import type { Link, PlannedCall } from '../provider.ts'
import { objectHead, objectId } from './wire.ts'

const writtenSchema = z.looseObject({ Id: objectId, SyncToken: objectHead.SyncToken })
const goneSchema = z.looseObject({ Id: objectId, status: z.literal('Deleted') })

/** The object in an answer to a call, or to a question for the call's object; null when there is none. */
export function objectIn({ path }: PlannedCall, answer: unknown): Record<string, unknown> | null {
  if (typeof answer !== 'object' || answer === null) return null
  const kind = /^\/([a-z]+)/.exec(path)?.[1]
  const found = Object.entries(answer).find(([name]) => name.toLowerCase() === kind)
  return found && typeof found[1] === 'object' ? found[1] : null
}

/** Its id, and its version unless it is gone. */
export function linkOf(object: unknown): Link | null {
  const gone = goneSchema.safeParse(object)
  if (gone.success) return { externalId: gone.data.Id, externalVersion: null }
  const written = writtenSchema.safeParse(object)
  return written.success ? { externalId: written.data.Id, externalVersion: written.data.SyncToken } : null
}
