import {
  checkNow,
  findIntakes,
  type Intake,
  noteIntake,
  notePosted,
  queueCallback,
} from '@syncline/db/intake'
import { readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import type { Reactor } from '@syncline/db/queue'
import { type EventData, type RecordedEvent, streamId, streamName } from '@syncline/domain/event'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type pg from 'pg'
import { uuidOf } from '../ingest/uuid.ts'

/** Types under which QuickBooks tells of bills and of what pays them. */
const billNews = /bill/i

/**
 * Has told back what becomes of pushed invoices: that they came, that their bill is in the books, or why it is not. A
 * message is named by the fact it tells of, so that a window which comes twice tells nothing twice.
 */
export function createCallbackReactor({ pool }: { pool: pg.Pool }): Reactor {
  return {
    name: 'callbacks',
    types: [
      'WebhookReceived',
      'SyncRequested',
      'SyncSucceeded',
      'SyncFailed',
      'SyncSkipped',
      'SyncCancelled',
    ],
    async handle(events) {
      for (const [organizationId, own] of Map.groupBy(events, (event) => event.organizationId)) {
        const told = own.filter(isNews)
        if (told.length > 0)
          await withOrganization(pool, organizationId, (tx) => hear(tx, organizationId, told))
      }
    },
  }
}

/** Most of what happens is about none of them. */
function isNews({ type, data }: RecordedEvent): boolean {
  if (type === 'SyncRequested') return isIntake(data as EventData<'SyncRequested'>)
  if (type !== 'WebhookReceived') return true
  const { provider, eventType } = data as EventData<'WebhookReceived'>
  return eventType !== '' && (provider === 'pcs-ai' || billNews.test(eventType))
}

const isIntake = ({ source, entity }: EventData<'SyncRequested'>) =>
  source.system === 'pcs-ai' && entity === 'bill'

async function hear(
  tx: pg.ClientBase,
  organizationId: string,
  events: readonly RecordedEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.type === 'WebhookReceived') await hearDelivery(tx, organizationId, event)
    if (event.type === 'SyncRequested') await noteIntake(tx, organizationId, intakeOf(event))
  }
  const settling = events.filter(({ type }) => type !== 'WebhookReceived' && type !== 'SyncRequested')
  const last = new Map(settling.map((event) => [streamId(event.stream), event]))
  const intakes = last.size === 0 ? [] : await findIntakes(tx, organizationId, [...last.keys()])
  for (const intake of intakes) await tellOutcome(tx, intake, last.get(intake.syncId) as RecordedEvent)
}

async function hearDelivery(tx: pg.ClientBase, organizationId: string, event: RecordedEvent): Promise<void> {
  const { provider, connectionId, providerEventId } = event.data as EventData<'WebhookReceived'>
  if (provider !== 'pcs-ai') return checkNow(tx, organizationId, connectionId)
  const intake = { sourceConnectionId: connectionId, invoiceId: providerEventId }
  await tell(tx, event, intake, 'received', {})
}

function intakeOf({ stream, data }: RecordedEvent): Intake {
  const { connectionId, source } = data as EventData<'SyncRequested'>
  return {
    syncId: streamId(stream),
    sourceConnectionId: source.connectionId,
    targetConnectionId: connectionId,
    invoiceId: source.id,
  }
}

/** A failure that is tried again is no outcome yet: the stream says how the sync stands. */
async function tellOutcome(tx: pg.ClientBase, intake: Intake, event: RecordedEvent): Promise<void> {
  const { organizationId } = event
  const facts = await readStream(tx, organizationId, streamName('sync', intake.syncId))
  const state = facts.reduce<Sync>((sync, fact) => evolve(sync, fact as unknown as SyncEvent), initialSync)
  if (state.status === 'synced') {
    const written = facts.findLast(({ type }) => type === 'SyncSucceeded')
    const { externalId } = (written?.data ?? {}) as Partial<EventData<'SyncSucceeded'>>
    if (externalId === undefined) return
    await notePosted(tx, organizationId, intake.syncId, externalId)
    await tell(tx, written ?? event, intake, 'posted', { bill_id: externalId })
  }
  if (state.status === 'skipped' || state.status === 'cancelled')
    await tell(tx, event, intake, 'rejected', {})
  if (state.status === 'failed') {
    const failed = facts.findLast(({ type }) => type === 'SyncFailed')
    const { code = 'UNKNOWN' } = (failed?.data ?? {}) as Partial<EventData<'SyncFailed'>>
    await tell(tx, failed ?? event, intake, 'failed', { code })
  }
}

/** Nothing of the invoice goes along but its own id. */
export async function tell(
  tx: pg.ClientBase,
  about: Pick<RecordedEvent, 'organizationId' | 'stream' | 'version' | 'recordedAt'>,
  { sourceConnectionId, invoiceId }: Pick<Intake, 'sourceConnectionId' | 'invoiceId'>,
  status: 'received' | 'posted' | 'failed' | 'rejected' | 'paid',
  more: Readonly<Record<string, string>>,
): Promise<void> {
  await queueCallback(tx, about.organizationId, {
    callbackId: `msg_${uuidOf(`${about.organizationId}/${about.stream}/${about.version}/${status}`)}`,
    connectionId: sourceConnectionId,
    type: `invoice.${status}`,
    happenedAt: about.recordedAt,
    data: { invoice_id: invoiceId, status, ...more },
  })
}
