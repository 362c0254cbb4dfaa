import { listCredentials } from '@syncline/db/custody'
import type { LiveBell } from '@syncline/db/live'
import { readOrganization } from '@syncline/db/pool'
import { findConnection, listConnections, listFlows } from '@syncline/db/queries'
import { availableProviders, loadProvider } from '@syncline/providers/registry'
import type { Logger } from 'pino'
import type { Counter } from 'prom-client'
import type { ProgramAccess } from './access/index.ts'
import { createCachedReads } from './cached-reads/index.ts'
import { createChoices } from './choices/index.ts'
import { createBulkCommands, createBulkRunner } from './commands/bulk.ts'
import { createConnectionCommands } from './commands/connection.ts'
import { createCustodyCommands } from './commands/custody.ts'
import { createOrganizationSwitch } from './commands/organization.ts'
import { createOrganizationKeys } from './commands/organization-keys.ts'
import { createSyncRequests } from './commands/request-sync.ts'
import { createSyncCommands, createSyncRunner } from './commands/sync.ts'
import { createWebhookCommands } from './commands/webhook.ts'
import { createElectricity } from './electricity/index.ts'
import { createErasureCommands, createErasureRunner } from './erasure/commands.ts'
import { isErased } from './erasure/is-erased.ts'
import { createErasureReads } from './erasure/reads.ts'
import type { Hub } from './hub.ts'
import type { DoorDirectory } from './ingest/connections.ts'
import { webhookUrlOf } from './ingest/door.ts'
import { createCallbackPort } from './intake/callback-port.ts'
import { createIntake } from './intake/push.ts'
import type { TargetDirectory } from './jobs/targets.ts'
import { createMappingCommands } from './mapping/commands.ts'
import type { Expressions } from './mapping/expressions.ts'
import { createMapRecord } from './mapping/map-record.ts'
import { createMappingReads } from './mapping/reads.ts'
import { createMovements } from './movements/index.ts'
import type { SignIns } from './oauth/connect.ts'
import { createDemoOrganization } from './ops/demo-organization.ts'
import { createRefusals } from './ops/refusals.ts'
import { createSandboxEvents, playsProvider } from './ops/sandbox-events.ts'
import type { PrivacyGate } from './privacy/gate.ts'
import type { createProtectionParts } from './protection/index.ts'
import { createAuditReads } from './reads/audit.ts'
import { createConflictReads } from './reads/conflict.ts'
import { createEventReads } from './reads/event.ts'
import { createMetricReads } from './reads/metric.ts'
import { createNamesOf } from './reads/names.ts'
import { readProviderForms } from './reads/provider-form.ts'
import { createSavedViews } from './reads/saved-views.ts'
import { createSearchReads } from './reads/search.ts'
import { createSyncReads } from './reads/sync.ts'
import { createWebhookReads } from './reads/webhook.ts'
import { createReconciliationCommands } from './reconciliation/port.ts'
import { createReconciliationReads } from './reconciliation/reads.ts'
import { createRefunds } from './refund/refunds.ts'
import { createRuns } from './runs/commands.ts'
import { createRunRunner } from './runs/run-stream.ts'
import { createScheduleReads } from './schedules/schedules.ts'
import { allowedAddresses, playedAt, usualSandbox } from './settings.ts'
import { createTagging } from './tagging/index.ts'
import type { Audit } from './trpc/audit-port.ts'
import type { Ports } from './trpc/ports.ts'
import { createWebhookEndpoints } from './webhook-endpoints/index.ts'

/** What the ports have in common with the rest of the web role. */
interface Parts {
  readonly bell: LiveBell
  readonly counter: Counter<'provider' | 'verdict'>
  readonly directory: DoorDirectory
  readonly signIns: SignIns
  readonly audit: Audit
  readonly privacy: PrivacyGate
  readonly targets: TargetDirectory
  readonly protection: ReturnType<typeof createProtectionParts>
  readonly expressions: Expressions
  readonly programs: ProgramAccess
}

/** What the procedures of the web role stand on. */
export function createPorts(hub: Hub, parts: Parts, log: Logger): Ports {
  const { settings, appPool, appender, vault, auth } = hub
  const { bell, counter, directory, signIns, audit, privacy, targets, protection, expressions, programs } =
    parts
  const { addresses } = settings.env.connections
  const played = playedAt(settings)
  const usual = usualSandbox(settings)
  const namesOf = createNamesOf(appPool)
  const reads = { pool: appPool, vault, bell, namesOf }
  const calling = { targets, protection: protection.gate, log }
  const commands = {
    syncCommands: {
      ...createSyncCommands({
        runner: createSyncRunner({ pool: appPool, appender }),
        isErased: (organizationId, syncId) => isErased({ pool: appPool, vault }, organizationId, syncId),
      }),
      request: createSyncRequests({ pool: appPool, appender }),
    },
    webhookCommands: createWebhookCommands({ pool: appPool, appender }),
    refunds: createRefunds({
      pool: appPool,
      vault,
      appender,
      ...calling,
      loadProvider,
      namesOf,
    }),
    bulkCommands: createBulkCommands({
      pool: appPool,
      runner: createBulkRunner({ pool: appPool, appender }),
      namesOf,
    }),
    runs: createRuns({
      pool: appPool,
      runner: createRunRunner({ pool: appPool, appender }),
      loadProvider,
      namesOf,
    }),
    erasureCommands: createErasureCommands({
      pool: appPool,
      vault,
      loadProvider,
      runner: createErasureRunner({ pool: appPool, appender }),
    }),
  }
  const cachedReads = createCachedReads({
    pool: appPool,
    vault,
    ...calling,
    loadProvider,
  })
  const mapping = { pool: appPool, loadProvider, expressions }
  const custodyCommands = createCustodyCommands({
    pool: appPool,
    appender,
    vault,
    protection: protection.gate,
    loadProvider,
    sandboxUrl: usual,
    addresses,
    off: settings.env.connections.off,
    allowsAddress: allowedAddresses(settings),
  })
  return {
    syncReads: createSyncReads(reads),
    webhookReads: createWebhookReads(reads),
    connectionReads: {
      list: (organizationId) =>
        readOrganization(appPool, organizationId, (tx) =>
          listConnections(tx, organizationId, webhookUrlOf(settings.baseUrl), playsProvider(played)),
        ),
      flows: (organizationId) =>
        readOrganization(appPool, organizationId, (tx) => listFlows(tx, organizationId)),
      providers: () => readProviderForms(availableProviders, loadProvider, usual, addresses),
      credentials: (organizationId, connectionId) =>
        readOrganization(appPool, organizationId, async (tx) => {
          if (!(await findConnection(tx, organizationId, connectionId))) return null
          const credentials = await listCredentials(tx, organizationId, connectionId)
          return { credentials, keptBy: vault.wrapper.name }
        }),
    },
    metricReads: createMetricReads(reads),
    eventReads: createEventReads(reads),
    conflictReads: createConflictReads({
      pool: appPool,
      vault,
      ...calling,
      loadProvider,
    }),
    ...protection.ports,
    intake: createIntake({ pool: appPool, appender, vault, loadProvider, counter, gate: privacy }),
    cachedReads,
    choices: createChoices({
      pool: appPool,
      appender,
      cachedReads,
      ...calling,
      loadProvider,
    }),
    callbacks: createCallbackPort({ pool: appPool }),
    movements: createMovements({ pool: appPool, ...calling, loadProvider }),
    tagging: createTagging({ pool: appPool, ...calling, loadProvider }),
    reconciliationReads: createReconciliationReads(reads),
    reconciliationCommands: createReconciliationCommands({ pool: appPool, appender, loadProvider }),
    electricity: createElectricity({
      pool: appPool,
      ...calling,
      loadClient: async () => (await import('@syncline/providers/buypower')).buypower.client,
    }),
    webhookEndpoints: createWebhookEndpoints({
      pool: appPool,
      appender,
      ...calling,
      loadProvider,
      custody: custodyCommands,
      onNewSecret: (connectionId) => directory.forget(connectionId),
      webhookUrlOf: webhookUrlOf(settings.baseUrl),
      isPlayed: playsProvider(played),
    }),
    connectionCommands: createConnectionCommands({ pool: appPool, appender }),
    scheduleReads: createScheduleReads({ pool: appPool }),
    mappings: {
      ...createMappingReads({ ...mapping, vault, namesOf, mapRecord: createMapRecord(expressions) }),
      ...createMappingCommands({ ...mapping, appender }),
    },
    custodyCommands,
    organizationKeys: createOrganizationKeys({ pool: appPool, vault }),
    organizationSwitch: createOrganizationSwitch({
      pool: appPool,
      appender,
      off: settings.env.connections.off,
    }),
    searchReads: createSearchReads({ pool: appPool, vault, namesOf }),
    erasureReads: createErasureReads({ pool: appPool, vault, loadProvider, namesOf }),
    savedViews: createSavedViews({ pool: appPool, namesOf }),
    sandboxEvents: createSandboxEvents({ pool: appPool, sandboxUrl: played }),
    demoOrganization: createDemoOrganization(hub),
    ...commands,
    signIns,
    privacy,
    liveBell: bell,
    apiKeys: programs.apiKeys,
    people: auth.people,
    sessions: auth.ownSessions,
    auditReads: createAuditReads({ pool: appPool, namesOf }),
    audit,
    refusals: createRefusals(appPool),
  }
}
