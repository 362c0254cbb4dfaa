import { z } from 'zod'
import { toAttempt } from '../attempt.ts'
import { holdsMembers } from '../json.ts'
import type { Access, Link, LookUp, Manifest, PlannedCall } from '../provider.ts'
import { membersOf, requestIdHeader, sentOf } from './call.ts'
import { get } from './get.ts'
import { cancelSuffix } from './plan.ts'
import { writtenSchema } from './wire.ts'

const listSchema = z.object({ data: z.array(z.unknown()).max(100) })

/**
 * Whether a call was carried out, read off FlashERP's objects: a creation by its external reference, a change by the
 * members it sent. An object that was changed again since reads as absent; the version in the repeat then says so.
 */
export async function lookUp(call: PlannedCall, access: Access, limits: Manifest['limits']): Promise<LookUp> {
  const path = questionOf(call)
  const got = await get(path, access, limits)
  const asked = { method: 'GET', path, members: null }
  const attempt = toAttempt(asked, got.outcome, requestIdHeader, sentOf(call))
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
  if (call.externalId !== null) return call.path.replace(cancelSuffix, '')
  return `${call.path}?external_ref=${encodeURIComponent(String(membersOf(call).external_ref))}&limit=1`
}

/** The object that bears the call's effect; null when none does; undefined when the answer makes no sense. */
function linkIn(call: PlannedCall, json: unknown): Link | null | undefined {
  if (call.externalId !== null) return linkOf(json, expected(call))
  const list = listSchema.safeParse(json)
  if (!list.success) return undefined
  const { external_ref } = membersOf(call)
  return list.data.data.length === 0 ? null : linkOf(list.data.data[0], { external_ref })
}

/** A cancellation is known by the state it leaves: the time may be that of an earlier one. */
function expected(call: PlannedCall): Record<string, unknown> {
  return call.path.endsWith(cancelSuffix) ? { status: 'cancelled' } : membersOf(call)
}

function linkOf(object: unknown, sent: Record<string, unknown>): Link | null | undefined {
  const read = writtenSchema.safeParse(object)
  if (!read.success) return undefined
  const { version: _expected, ...members } = sent
  if (!holdsMembers(object, members)) return null
  return { externalId: read.data.id, externalVersion: read.data.version }
}
