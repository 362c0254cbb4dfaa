import { z } from 'zod'
import { toAttempt } from '../attempt.ts'
import { holdsMembers } from '../json.ts'
import type { Access, LookUp, Manifest, PlannedCall } from '../provider.ts'
import { get, quote } from './get.ts'
import { requestIdHeader } from './request.ts'
import { membersOf, objectPath, sentOf } from './send.ts'
import { linkOf, objectIn } from './written.ts'

const pageSchema = z.object({ QueryResponse: z.record(z.string(), z.unknown()) })

/**
 * Whether a call was carried out, read off QuickBooks' objects: a name by its display name, which is unique there, a
 * transaction by the marker in its note, a change by the members it sent. An object that was changed again since reads
 * as absent; the SyncToken in the repeat then says so.
 */
export async function lookUp(call: PlannedCall, access: Access, limits: Manifest['limits']): Promise<LookUp> {
  const path = questionOf(call)
  const got = await get(path, access, limits)
  const attempt = toAttempt(
    { method: 'GET', path, members: null },
    got.outcome,
    requestIdHeader,
    sentOf(call),
  )
  // Whatever hinders the question, the call itself stays in doubt.
  const failed = { outcome: 'failed', certainty: 'unknown', learned: null, attempt } as const
  if (!got.ok) {
    const { code, retryable, retryAfterMs, detail } = got
    return { ...failed, code, retryable, retryAfterMs, detail }
  }
  const candidates = call.externalId === null ? rowsOf(got.json) : [objectIn(call, got.json)]
  if (!candidates)
    return { ...failed, code: 'PROVIDER_MALFORMED_RESPONSE', retryable: true, retryAfterMs: 0, detail: null }
  if (candidates[0] === null) {
    // What was to be taken off the books is not there any more.
    const isGone = call.effect === 'deleted' && call.externalId !== null
    if (!isGone) return { outcome: 'absent', attempt }
    return { outcome: 'present', link: { externalId: call.externalId, externalVersion: null }, attempt }
  }
  const held = candidates.find((object) => isCarriedOut(call, object))
  const link = linkOf(held)
  return link ? { outcome: 'present', link, attempt } : { outcome: 'absent', attempt }
}

const maxCandidates = 1_000

function questionOf(call: PlannedCall): string {
  const kind = objectPath(call)
  if (call.externalId !== null) return `${kind}/${call.externalId}`
  const { DisplayName, CustomerRef, VendorRef, TxnDate } = membersOf(call) as Record<string, never>
  const conditions =
    typeof DisplayName === 'string'
      ? [`DisplayName = ${quote(DisplayName)}`, 'Active in (true, false)']
      : [
          ...(CustomerRef ? [`CustomerRef = ${quote(CustomerRef['value'])}`] : []),
          ...(VendorRef ? [`VendorRef = ${quote(VendorRef['value'])}`] : []),
          ...(TxnDate ? [`TxnDate = ${quote(TxnDate)}`] : []),
        ]
  const text = `select * from ${kind.slice(1)} where ${conditions.join(' and ')} maxresults ${maxCandidates}`
  return `/query?query=${encodeURIComponent(text)}`
}

/** The objects on a page of a query; undefined when it is none. */
function rowsOf(json: unknown): unknown[] | undefined {
  const page = pageSchema.safeParse(json)
  if (!page.success) return undefined
  return Object.values(page.data.QueryResponse).filter(Array.isArray).flat()
}

/** A void is known by the state it leaves, a creation by its mark, a change by its members. */
function isCarriedOut(call: PlannedCall, object: unknown): boolean {
  const { Id: _id, SyncToken: _planned, sparse: _how, ...members } = membersOf(call)
  if (call.path.endsWith('operation=delete')) return false
  if (call.path.endsWith('operation=void')) return holdsMembers(object, { TotalAmt: 0 })
  if (call.externalId === null && members.PrivateNote !== undefined)
    return holdsMembers(object, { PrivateNote: members.PrivateNote })
  // QuickBooks adds to the lines, and what was cleared it leaves out.
  const { Line: _lines, ...rest } = members
  return holdsMembers(blanksAsNull(object), blanksAsNull(rest))
}

function blanksAsNull(value: unknown): unknown {
  if (value === '') return null
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const members = Object.entries(value).map(([name, inner]) => [name, blanksAsNull(inner)] as const)
  return members.every(([, inner]) => inner === null) ? null : Object.fromEntries(members)
}
