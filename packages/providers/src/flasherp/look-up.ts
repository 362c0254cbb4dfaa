import { z } from 'zod'
import type { Access, Link, LookUp, Manifest, PlannedCall } from '../provider.ts'
import { toReadAttempt } from './attempt.ts'
import { get } from './get.ts'
import { writtenSchema } from './wire.ts'

const listSchema = z.object({ data: z.array(z.unknown()).max(100) })

/**
 * Whether a call was carried out, read off FlashERP's objects: a creation by its external reference, a change by the
 * members it sent. An object that was changed again since reads as absent; the version in the repeat then says so.
 */
export async function lookUp(call: PlannedCall, access: Access, limits: Manifest['limits']): Promise<LookUp> {
  const path = questionOf(call)
  const got = await get(path, access, limits)
  const attempt = toReadAttempt(call, path, got.outcome)
  // Whatever hinders the question, the call itself stays in doubt.
  const failed = { outcome: 'failed', certainty: 'unknown', learned: null, attempt } as const
  if (!got.ok) {
    const { code, retryable, retryAfterMs, detail } = got
    return { ...failed, code, retryable, retryAfterMs, detail }
  }
  const link = got.json === null ? null : linkIn(call, got.json)
  if (link === undefined)
    return {
      ...failed,
      code: 'PROVIDER_MALFORMED_RESPONSE',
      retryable: true,
      retryAfterMs: 0,
      detail: null,
    }
  return link ? { outcome: 'present', link, attempt } : { outcome: 'absent', attempt }
}

function questionOf(call: PlannedCall): string {
  if (call.externalId !== null) return call.path
  const { external_ref: reference } = JSON.parse(call.body) as { external_ref: string }
  return `${call.path}?external_ref=${encodeURIComponent(reference)}&limit=1`
}

/** The object that bears the call's effect; null when none does; undefined when the answer makes no sense. */
function linkIn(call: PlannedCall, json: unknown): Link | null | undefined {
  if (call.externalId !== null) return linkOf(json, JSON.parse(call.body) as Record<string, unknown>)
  const list = listSchema.safeParse(json)
  if (!list.success) return undefined
  const { external_ref } = JSON.parse(call.body) as { external_ref: string }
  return list.data.data.length === 0 ? null : linkOf(list.data.data[0], { external_ref })
}

function linkOf(object: unknown, sent: Record<string, unknown>): Link | null | undefined {
  const read = writtenSchema.safeParse(object)
  if (!read.success) return undefined
  const { version: _expected, ...members } = sent
  if (!holds(object, members)) return null
  return { externalId: read.data.id, externalVersion: read.data.version }
}

/** Whether every member that was sent stands in the object as it was sent. */
function holds(held: unknown, sent: unknown): boolean {
  if (sent === null || typeof sent !== 'object') return (held ?? null) === sent
  if (held === null || typeof held !== 'object') return false
  const members = held as Record<string, unknown>
  return Object.entries(sent).every(([name, value]) => holds(members[name], value))
}
