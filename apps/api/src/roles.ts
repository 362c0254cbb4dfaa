import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { listCredentials } from '@syncline/db/custody'
import { createLiveBell } from '@syncline/db/live'
import { readOrganization } from '@syncline/db/pool'
import { findConnection, listConnections, listFlows } from '@syncline/db/queries'
import { availableProviders, loadProvider } from '@syncline/providers/registry'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Counter, collectDefaultMetrics, Registry } from 'prom-client'
import { createProgramAccess } from './access/index.ts'
import { createSharedLimit } from './access/shared-limit.ts'
import { createCachedReads } from './cached-reads/index.ts'
import { createChoices } from './choices/index.ts'
import { createBulkCommands, createBulkRunner } from './commands/bulk.ts'
import { createConnectionCommands } from './commands/connection.ts'
import { createCustodyCommands } from './commands/custody.ts'
import { createSyncRequests } from './commands/request-sync.ts'
import { createSyncCommands, createSyncRunner } from './commands/sync.ts'
import { createWebhookCommands } from './commands/webhook.ts'
import { createElectricity } from './electricity/index.ts'
import { createErasureCommands, createErasureRunner } from './erasure/commands.ts'
import { isErased } from './erasure/is-erased.ts'
import { createErasureReads } from './erasure/reads.ts'
import { createLogger } from './http/log.ts'
import { openMetricsDoor } from './http/metrics-door.ts'
import { createServer } from './http/server.ts'
import { createHub, type Hub } from './hub.ts'
import { createAccountDirectory } from './ingest/accounts.ts'
import { registerAppDoors } from './ingest/app-door.ts'
import { createDoorDirectory } from './ingest/connections.ts'
import { registerDoor, webhookUrlOf } from './ingest/door.ts'
import { createDoorLimits } from './ingest/door-limit.ts'
import { createRefusedList } from './ingest/refused.ts'
import { createCallbackPort } from './intake/callback-port.ts'
import { createIntake } from './intake/push.ts'
import { createTargetDirectory } from './jobs/targets.ts'
import { createMappingCommands } from './mapping/commands.ts'
import { createExpressions } from './mapping/expressions.ts'
import { createMapRecord } from './mapping/map-record.ts'
import { createMappingReads } from './mapping/reads.ts'
import { createMovements } from './movements/index.ts'
import { readOAuthApps } from './oauth/apps.ts'
import { registerOAuthCallback } from './oauth/callback.ts'
import { createSignIns } from './oauth/connect.ts'
import { createRenewal } from './oauth/renew.ts'
import { observeAppender } from './ops/append-gauges.ts'
import { createAudit } from './ops/audit.ts'
import { readDemo } from './ops/demo-file.ts'
import { createDemoOrganization } from './ops/demo-organization.ts'
import { connectFromEnvironment } from './ops/environment-connections.ts'
import { createReady } from './ops/ready.ts'
import { createSandboxEvents, playsProvider } from './ops/sandbox-events.ts'
import { createSetup, setupAddress } from './ops/setup.ts'
import { createPrivacyGate } from './privacy/gate.ts'
import { observeProtection } from './protection/gauges.ts'
import { createProtectionParts } from './protection/index.ts'
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
import { allowedAddresses, type Settings } from './settings.ts'
import { createTagging } from './tagging/index.ts'
import { createWebhookEndpoints } from './webhook-endpoints/index.ts'
import { type Running, startWork } from './work.ts'

export type Role = 'web' | 'worker'

const version = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version
const pageDirectory = fileURLToPath(new URL('../../admin/dist', import.meta.url))

/**
 * Runs one role until the process is told to end: SIGTERM, SIGINT, or the parent that started it going away.
 * @returns the exit code
 */
export async function runRole(settings: Settings, role: Role): Promise<number> {
  const log = createLogger({ level: settings.env.logLevel, service: `syncline-${role}` })
  const hub = createHub(settings, role)
  const running = await (role === 'web' ? startWeb(hub, log) : startWork(hub, log))
  await told()
  log.info('ending')
  await running.stop()
  await hub.close()
  return 0
}

function told(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    if (!process.connected) {
      process.once('SIGINT', () => resolve())
      return
    }
    // Ctrl-C reaches the whole group; who started us says when it is our turn. When it is gone there is nobody left to.
    process.on('SIGINT', () => {})
    process.once('disconnect', () => process.exit(0))
  })
}

/** The web role, listening; `app` is for the tests, which ask it without a wire. */
export async function startWeb(hub: Hub, log: Logger): Promise<Running & { readonly app: FastifyInstance }> {
  const { settings, appPool, appender, vault, auth } = hub
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  observeAppender(appender, metrics)
  const bell = createLiveBell(settings.directUrl)
  const sandboxUrl = settings.env.demo ? settings.sandboxUrl : null
  const refused = createRefusedList(appPool)
  const counter = new Counter({
    name: 'syncline_webhooks_total',
    help: 'Webhooks at the door by provider and verdict',
    labelNames: ['provider', 'verdict'],
    registers: [metrics],
  })
  const directory = createDoorDirectory({ pool: appPool, vault })
  const namesOf = createNamesOf(appPool)
  const limits = createDoorLimits(appPool, settings.env.doorLimits)
  const publicUrl = settings.baseUrl
  const door = { appender, vault, directory, loadProvider, refused, limits, publicUrl, counter }
  const reads = { pool: appPool, vault, bell, namesOf }
  const apps = readOAuthApps(settings.env, settings.sandboxUrl)
  const oauth = { pool: appPool, vault, appender, apps, loadProvider }
  const signIns = createSignIns({ ...oauth, baseUrl: settings.baseUrl })
  const audit = createAudit(appPool)
  const { addresses, wanted } = settings.env.connections
  const connectWanted = () => connectFromEnvironment({ pool: appPool, custodyCommands, wanted, log })
  const setup = createSetup(hub)
  const privacy = createPrivacyGate({
    pool: appPool,
    appender,
    onAllowed: (organizationId, kinds) => log.warn({ organizationId, kinds }, 'personal data was let in'),
  })
  const targets = createTargetDirectory({
    pool: appPool,
    vault,
    allowsAddress: allowedAddresses(settings),
    renewal: createRenewal(oauth),
    off: settings.env.connections.off,
  })
  const protection = createProtectionParts({
    pool: appPool,
    appender,
    targets,
    loadProvider,
    log,
    part: 'web',
    ...settings.env.protection,
  })
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
  observeProtection(appPool, metrics)
  const cachedReads = createCachedReads({
    pool: appPool,
    vault,
    ...calling,
    loadProvider,
  })
  const expressions = createExpressions()
  const mapping = { pool: appPool, loadProvider, expressions }
  const custodyCommands = createCustodyCommands({
    pool: appPool,
    appender,
    vault,
    loadProvider,
    sandboxUrl,
    addresses,
    allowsAddress: allowedAddresses(settings),
  })
  const programs = createProgramAccess({
    pool: appPool,
    vault,
    environment: settings.env.environment === 'production' ? 'live' : 'test',
    keyRateLimit: settings.env.keyRateLimit,
    environmentKeys: settings.env.apiKeys,
    warn: (error) => log.error({ err: error }, 'uses of keys could not be written'),
  })
  const app = await createServer({
    settings: {
      ...settings.env,
      metrics: settings.env.metrics.enabled,
      version,
      baseUrl: settings.baseUrl,
      pageDirectory,
    },
    logger: log,
    auth,
    programs,
    strangers: createSharedLimit(appPool, 'stranger', settings.env.rateLimit),
    metrics,
    ports: {
      syncReads: createSyncReads(reads),
      webhookReads: createWebhookReads(reads),
      connectionReads: {
        list: (organizationId) =>
          readOrganization(appPool, organizationId, (tx) =>
            listConnections(tx, organizationId, webhookUrlOf(settings.baseUrl), playsProvider(sandboxUrl)),
          ),
        flows: (organizationId) =>
          readOrganization(appPool, organizationId, (tx) => listFlows(tx, organizationId)),
        providers: () => readProviderForms(availableProviders, loadProvider, sandboxUrl, addresses),
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
        isPlayed: playsProvider(sandboxUrl),
      }),
      connectionCommands: createConnectionCommands({ pool: appPool, appender }),
      scheduleReads: createScheduleReads({ pool: appPool }),
      mappings: {
        ...createMappingReads({ ...mapping, vault, namesOf, mapRecord: createMapRecord(expressions) }),
        ...createMappingCommands({ ...mapping, appender }),
      },
      custodyCommands,
      searchReads: createSearchReads({ pool: appPool, vault, namesOf }),
      erasureReads: createErasureReads({ pool: appPool, vault, loadProvider, namesOf }),
      savedViews: createSavedViews({ pool: appPool, namesOf }),
      sandboxEvents: createSandboxEvents({ pool: appPool, sandboxUrl }),
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
    },
    ready: createReady(appPool, bell),
    setup: {
      ...setup,
      async found(admin, correlationId) {
        const done = await setup.found(admin, correlationId)
        if (done) await connectWanted()
        return done
      },
    },
    demoSignIns: settings.env.demo ? (readDemo(settings.dataDirectory)?.signIns ?? null) : null,
    mount: (server, answering) => {
      registerDoor(server, door, answering)
      registerAppDoors(server, {
        ...door,
        pool: appPool,
        apps,
        accounts: createAccountDirectory({ pool: appPool }),
      })
      registerOAuthCallback(server, { auth, signIns, audit })
    },
  })
  const metricsDoor = await openMetricsDoor(metrics, settings.env)
  await app.listen({ port: settings.env.port, host: settings.env.host })
  await connectWanted()
  if (settings.env.setupToken === null && (await setup.isOpen()))
    process.stdout.write(`First admin: ${setupAddress(settings.baseUrl, setup.token)}\n`)
  // Read by `start`, which waits for it.
  process.stdout.write(`${JSON.stringify({ listening: settings.baseUrl })}\n`)
  return {
    app,
    async stop() {
      await app.close()
      await metricsDoor?.close()
      expressions.close()
      await programs.uses.close()
      await refused.close()
      await bell.close()
    },
  }
}
