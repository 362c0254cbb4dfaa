import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import type { InvitationView, MemberView } from '@syncline/domain/view'
import { z } from 'zod'
import { noFilter, whole } from './list.ts'

/** Lists of what people set up: as they are shown, whole. */

export const connections = whole({
  permission: 'connection.read',
  filter: noFilter,
  read: ({ connectionReads }, organizationId) => connectionReads.list(organizationId),
  toRecord: (row) => ({
    connection_id: row.connectionId,
    name: row.name,
    provider: row.provider,
    venue: row.venue,
    status:
      row.disabledBecause !== null ? 'off' : row.reconnectSince !== null ? 'reconnect_needed' : 'connected',
    off_because: row.disabledBecause,
    reconnect_since: row.reconnectSince,
    retries: (row.retryWaitsMs ?? defaultRetryWaitsMs).length,
    webhook_url: row.webhookUrl,
  }),
})

export const mappings = whole({
  permission: 'connection.read',
  filter: noFilter,
  read: (ports, organizationId) => ports.mappings.list(organizationId),
  toRecord: (row) => ({
    flow_id: row.flowId,
    entity: row.entity,
    becomes: row.targetEntity,
    source: row.source.provider,
    source_connection: row.source.name,
    target: row.target.provider,
    target_connection: row.target.name,
    version: row.version,
    origin: row.origin,
    published_at: row.publishedAt,
  }),
})

/** Webhooks that were refused at the door: when and why, nothing of what they said. */
export const refused = whole({
  permission: 'webhook.read',
  filter: z.strictObject({ connectionId: z.uuid().optional() }),
  read: ({ webhookReads }, organizationId, { connectionId = null }) =>
    webhookReads.refused(organizationId, connectionId),
  toRecord: (row) => ({
    reason: row.reason,
    connection_id: row.connectionId,
    connection: row.connectionName,
    size_bytes: row.sizeBytes,
    refused_at: row.refusedAt,
  }),
})

/** Members, and after them who was asked in. */
export const people = whole({
  permission: 'member.read',
  filter: noFilter,
  read: async (ports, organizationId) => {
    const { members, invitations } = await ports.people.list(organizationId)
    return [...members.map(memberRecord), ...invitations.map(invitationRecord)]
  },
  toRecord: (row) => row,
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
  toRecord: (row) => ({
    key_id: row.keyId,
    name: row.name,
    status: row.status,
    environment: row.environment,
    prefix: row.prefix,
    scopes: row.scopes.join(' '),
    created_by: row.createdBy.name,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
    revoked_at: row.revokedAt,
    replaced_by: row.replacedBy,
    last_used_at: row.lastUsedAt,
    last_used_from: row.lastUsedFrom,
    calls_today: row.usesToday,
    calls_30_days: row.uses,
    unusual: row.unusual,
    due_for_rotation: row.dueForRotation ? 'yes' : 'no',
  }),
})

/** Ids and counts, never a name. */
export const erasures = whole({
  permission: 'subject.read',
  filter: noFilter,
  read: ({ erasureReads }, organizationId) => erasureReads.list(organizationId),
  toRecord: (row) => ({
    erasure_id: row.erasureId,
    status: row.status,
    person: row.objects
      .map(({ provider, entity, id }) => [provider ?? 'gone', entity, id].join(' '))
      .join('; '),
    reason: row.reason,
    keys: row.report?.keys ?? null,
    syncs: row.report?.syncs ?? null,
    webhooks: row.webhooks,
    cancelled: row.cancelled,
    unknown: row.unknown,
    by: row.by.name ?? row.by.actor,
    requested_at: row.requestedAt,
    ended_at: row.endedAt,
    returned_at: row.returnedAt,
  }),
})
