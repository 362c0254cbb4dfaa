import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import {
  type ConnectionView,
  type ErasureView,
  type InvitationView,
  listNames,
  type MemberView,
  refusedFilter,
  venueInput,
} from '@syncline/domain/view'
import { z } from 'zod'
import { personOf } from '../trpc/access.ts'
import { noFilter, whole } from './list.ts'

/** Lists of what people set up: as they are shown, whole. */

const statusOf = ({ disabledBecause, reconnectSince }: ConnectionView) =>
  disabledBecause !== null ? 'off' : reconnectSince !== null ? 'reconnect_needed' : 'connected'

export const connections = whole({
  permission: 'connection.read',
  filter: z.strictObject({ venue: venueInput.optional() }),
  read: async ({ connectionReads }, organizationId, { venue }) =>
    (await connectionReads.list(organizationId)).filter((row) => venue === undefined || row.venue === venue),
  columns: {
    connection_id: (row) => row.connectionId,
    name: (row) => row.name,
    provider: (row) => row.provider,
    venue: (row) => row.venue,
    status: (row) => statusOf(row),
    off_because: (row) => row.disabledBecause,
    reconnect_since: (row) => row.reconnectSince,
    retries: (row) => (row.retryWaitsMs ?? defaultRetryWaitsMs).length,
    webhook_url: (row) => row.webhookUrl,
  },
})

export const mappings = whole({
  permission: 'connection.read',
  filter: noFilter,
  read: (ports, organizationId) => ports.mappings.list(organizationId),
  columns: {
    flow_id: (row) => row.flowId,
    entity: (row) => row.entity,
    becomes: (row) => row.targetEntity,
    source: (row) => row.source.provider,
    source_connection: (row) => row.source.name,
    target: (row) => row.target.provider,
    target_connection: (row) => row.target.name,
    version: (row) => row.version,
    origin: (row) => row.origin,
    published_at: (row) => row.publishedAt,
  },
})

/** Webhooks that were refused at the door: when and why, nothing of what they said. */
export const refused = whole({
  permission: 'webhook.read',
  filter: refusedFilter,
  read: ({ webhookReads }, organizationId, asked) => webhookReads.refused(organizationId, asked),
  columns: {
    reason: (row) => row.reason,
    connection_id: (row) => row.connectionId,
    connection: (row) => row.connectionName,
    size_bytes: (row) => row.sizeBytes,
    refused_at: (row) => row.refusedAt,
  },
})

/** Members, and after them who was asked in. */
export const people = whole({
  permission: 'member.read',
  filter: noFilter,
  read: async (ports, organizationId) => {
    const { members, invitations } = await ports.people.list(organizationId)
    return [...members.map(memberRecord), ...invitations.map(invitationRecord)]
  },
  columns: {
    status: (row) => row.status,
    name: (row) => row.name,
    email: (row) => row.email,
    role: (row) => row.role,
    code_at_sign_in: (row) => row.code_at_sign_in,
    since: (row) => row.since,
    expires_at: (row) => row.expires_at,
    mail: (row) => row.mail,
  },
})

const memberRecord = (row: MemberView) => ({
  status: 'member',
  name: row.name,
  email: row.email,
  role: row.role,
  code_at_sign_in: row.twoFactor ? 'yes' : 'no',
  since: row.since,
  expires_at: null,
  mail: null,
})

const invitationRecord = (row: InvitationView) => ({
  status: 'invited',
  name: null,
  email: row.email,
  role: row.role,
  code_at_sign_in: null,
  since: row.invitedAt,
  expires_at: row.expiresAt,
  mail: row.mail?.state ?? null,
})

export const keys = whole({
  permission: 'apiKey.read',
  filter: noFilter,
  read: ({ apiKeys }, organizationId) => apiKeys.list(organizationId),
  columns: {
    key_id: (row) => row.keyId,
    name: (row) => row.name,
    status: (row) => row.status,
    environment: (row) => row.environment,
    prefix: (row) => row.prefix,
    scopes: (row) => row.scopes.join(' '),
    created_by: (row) => row.createdBy.name,
    created_at: (row) => row.createdAt,
    expires_at: (row) => row.expiresAt,
    revoked_at: (row) => row.revokedAt,
    replaced_by: (row) => row.replacedBy,
    last_used_at: (row) => row.lastUsedAt,
    last_used_from: (row) => row.lastUsedFrom,
    calls_today: (row) => row.usesToday,
    calls_30_days: (row) => row.uses,
    unusual: (row) => row.unusual,
    due_for_rotation: (row) => (row.dueForRotation ? 'yes' : 'no'),
  },
})

/** By the ids that were theirs: «stripe customer cus_7». */
const idsOf = ({ objects }: ErasureView) =>
  objects.map(({ provider, entity, id }) => [provider ?? 'gone', entity, id].join(' ')).join('; ')

/** Ids and counts, never a name. */
export const erasures = whole({
  permission: 'subject.read',
  filter: noFilter,
  read: ({ erasureReads }, organizationId) => erasureReads.list(organizationId),
  columns: {
    erasure_id: (row) => row.erasureId,
    status: (row) => row.status,
    person: (row) => idsOf(row),
    reason: (row) => row.reason,
    keys: (row) => row.report?.keys ?? null,
    syncs: (row) => row.report?.syncs ?? null,
    webhooks: (row) => row.webhooks,
    cancelled: (row) => row.cancelled,
    unknown: (row) => row.unknown,
    by: (row) => row.by.name ?? row.by.actor,
    requested_at: (row) => row.requestedAt,
    ended_at: (row) => row.endedAt,
    returned_at: (row) => row.returnedAt,
  },
})

/** Where one is signed in oneself, never where somebody else is. */
export const sessions = whole({
  permission: 'signed-in',
  filter: noFilter,
  read: (ports, _organizationId, _filter, access) => ports.sessions.list(personOf(access)),
  columns: {
    session_id: (row) => row.sessionId,
    this_one: (row) => (row.current ? 'yes' : 'no'),
    signed_in_at: (row) => row.signedInAt,
    expires_at: (row) => row.expiresAt,
    address: (row) => row.address,
    browser: (row) => row.userAgent,
  },
})

export const views = whole({
  permission: 'organization.read',
  filter: z.strictObject({ list: z.enum(listNames).optional() }),
  read: async ({ savedViews }, organizationId, { list }) =>
    (await savedViews.list(organizationId)).filter((view) => list === undefined || view.list === list),
  columns: {
    view_id: (row) => row.viewId,
    list: (row) => row.list,
    name: (row) => row.name,
    address: (row) => row.address,
    by: (row) => row.by.name,
  },
})
