import { SynclineError } from '@syncline/domain/error'
import { refundablePaymentInput } from '@syncline/domain/view'
import { z } from 'zod'
import { whole } from './list.ts'

/** Lists on the page of one connection, mapping or payment: as they are shown, whole. */

const ofConnection = z.strictObject({ connectionId: z.uuid() })

/** Last four characters, age, proof and uses: never a secret. */
export const credentials = whole({
  permission: 'connection.read',
  filter: ofConnection,
  read: async ({ connectionReads }, organizationId, { connectionId }) => {
    const found = await connectionReads.credentials(organizationId, connectionId)
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    return found.credentials
  },
  columns: {
    kind: (row) => row.kind,
    version: (row) => row.version,
    last_four: (row) => row.lastFour,
    created_at: (row) => row.createdAt,
    retired_at: (row) => row.retiredAt,
    uses: (row) => row.uses,
    last_used_at: (row) => row.lastUsedAt,
    tested_at: (row) => row.validatedAt,
    test: (row) => row.validation,
  },
})

/** What is kept of a provider's answers: how old and how large, nothing of what they say. */
export const cached = whole({
  permission: 'connection.read',
  filter: ofConnection,
  read: async ({ cachedReads }, organizationId, { connectionId }) =>
    (await cachedReads.list(organizationId, connectionId)).flatMap(({ name, lifeMs, entries }) =>
      entries.map((entry) => ({ ...entry, name, lifeMs })),
    ),
  columns: {
    read: (row) => row.name,
    about: (row) => row.about,
    read_at: (row) => row.readAt,
    good_for_ms: (row) => row.lifeMs,
    out_of_date: (row) => (row.isStale ? 'yes' : 'no'),
    size_bytes: (row) => row.sizeBytes,
    error: (row) => row.failure,
    failed_at: (row) => row.failedAt,
  },
})

/** What flows into and out of one connection. */
export const flows = whole({
  permission: 'connection.read',
  filter: ofConnection,
  read: async ({ connectionReads }, organizationId, { connectionId }) => {
    const connections = await connectionReads.list(organizationId)
    const nameOf = (id: string) => connections.find((each) => each.connectionId === id)?.name ?? null
    return (await connectionReads.flows(organizationId))
      .filter(({ sourceConnectionId, targetConnectionId }) =>
        [sourceConnectionId, targetConnectionId].includes(connectionId),
      )
      .map((flow) => ({
        ...flow,
        source: nameOf(flow.sourceConnectionId),
        target: nameOf(flow.targetConnectionId),
      }))
  },
  columns: {
    flow_id: (row) => row.flowId,
    entity: (row) => row.entity,
    source_connection: (row) => row.source,
    source_connection_id: (row) => row.sourceConnectionId,
    target_connection: (row) => row.target,
    target_connection_id: (row) => row.targetConnectionId,
    conflicts: (row) => row.conflictPolicy,
  },
})

/** Of one mapping, the newest first. */
export const versions = whole({
  permission: 'connection.read',
  filter: z.strictObject({ flowId: z.uuid() }),
  read: async ({ mappings }, organizationId, { flowId }) =>
    (await mappings.get(organizationId, flowId)).versions,
  columns: {
    version: (row) => row.version,
    becomes: (row) => row.mapping.entity,
    fields: (row) => row.mapping.rules.map(({ target }) => target).join(' '),
    reason: (row) => row.reason,
    by: (row) => row.by,
    published_at: (row) => row.publishedAt,
  },
})

/** Of one payment, the oldest first. Amounts are whole minor units of their currency, as cents and kobo. */
export const refunds = whole({
  permission: 'sync.read',
  filter: refundablePaymentInput,
  read: (ports, organizationId, payment) => ports.refunds.list(organizationId, payment),
  columns: {
    sync_id: (row) => row.syncId,
    amount_minor: (row) => row.amount.amount,
    currency: (row) => row.amount.currency,
    status: (row) => row.face,
    external_id: (row) => row.externalId,
    reason: (row) => row.reason,
    by: (row) => row.by.name ?? row.by.actor,
    requested_at: (row) => row.requestedAt,
  },
})
