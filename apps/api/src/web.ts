import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createLiveBell } from '@syncline/db/live'
import { loadProvider } from '@syncline/providers/registry'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Counter, collectDefaultMetrics, Registry } from 'prom-client'
import { createProgramAccess } from './access/index.ts'
import { createSharedLimit } from './access/shared-limit.ts'
import { openMetricsDoor } from './http/metrics-door.ts'
import { createServer } from './http/server.ts'
import type { Hub } from './hub.ts'
import { createAccountDirectory } from './ingest/accounts.ts'
import { registerAppDoors } from './ingest/app-door.ts'
import { createDoorDirectory } from './ingest/connections.ts'
import { registerDoor } from './ingest/door.ts'
import { createDoorLimits } from './ingest/door-limit.ts'
import { createRefusedList } from './ingest/refused.ts'
import { createTargetDirectory } from './jobs/targets.ts'
import { createExpressions } from './mapping/expressions.ts'
import { readOAuthApps } from './oauth/apps.ts'
import { registerOAuthCallback } from './oauth/callback.ts'
import { createSignIns } from './oauth/connect.ts'
import { createRenewal } from './oauth/renew.ts'
import { observeAppender } from './ops/append-gauges.ts'
import { createAudit } from './ops/audit.ts'
import { readDemo } from './ops/demo-file.ts'
import { resumeDemo } from './ops/demo-organization.ts'
import { connectFromEnvironment } from './ops/environment-connections.ts'
import { createReady } from './ops/ready.ts'
import { createSetup, setupAddress } from './ops/setup.ts'
import { createPrivacyGate } from './privacy/gate.ts'
import { observeProtection } from './protection/gauges.ts'
import { createProtectionParts } from './protection/index.ts'
import { allowedAddresses, playedAt, usualSandbox } from './settings.ts'
import { createPorts } from './web-ports.ts'
import type { Running } from './work.ts'

const version = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version
const pageDirectory = fileURLToPath(new URL('../../admin/dist', import.meta.url))

/** The web role, listening; `app` is for the tests, which ask it without a wire. */
export async function startWeb(hub: Hub, log: Logger): Promise<Running & { readonly app: FastifyInstance }> {
  const { settings, appPool, appender, vault, auth } = hub
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  observeAppender(appender, metrics)
  const bell = createLiveBell(settings.directUrl)
  const refused = createRefusedList(appPool)
  const counter = new Counter({
    name: 'syncline_webhooks_total',
    help: 'Webhooks at the door by provider and verdict',
    labelNames: ['provider', 'verdict'],
    registers: [metrics],
  })
  const directory = createDoorDirectory({ pool: appPool, vault })
  const limits = createDoorLimits(appPool, settings.env.doorLimits)
  const publicUrl = settings.baseUrl
  const door = { appender, vault, directory, loadProvider, refused, limits, publicUrl, counter }
  const apps = readOAuthApps(settings.env, playedAt(settings))
  const oauth = { pool: appPool, vault, appender, apps, loadProvider }
  const signIns = createSignIns({
    ...oauth,
    apps: readOAuthApps(settings.env, usualSandbox(settings)),
    baseUrl: settings.baseUrl,
  })
  const audit = createAudit(appPool)
  const { wanted } = settings.env.connections
  const connectWanted = () =>
    connectFromEnvironment({ pool: appPool, custodyCommands: ports.custodyCommands, wanted, log })
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
  observeProtection(appPool, metrics)
  const expressions = createExpressions()
  const programs = createProgramAccess({
    pool: appPool,
    vault,
    environment: settings.env.environment === 'production' ? 'live' : 'test',
    keyRateLimit: settings.env.keyRateLimit,
    environmentKeys: settings.env.apiKeys,
    warn: (error) => log.error({ err: error }, 'uses of keys could not be written'),
  })
  const parts = {
    bell,
    counter,
    directory,
    signIns,
    audit,
    privacy,
    targets,
    protection,
    expressions,
    programs,
  }
  const ports = createPorts(hub, parts, log)
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
    ports,
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
  const nobody = await setup.isOpen()
  if (settings.env.setupToken === null && nobody)
    process.stdout.write(`First admin: ${setupAddress(settings.baseUrl, setup.token)}\n`)
  // Read by `start`, which waits for it.
  process.stdout.write(`${JSON.stringify({ listening: settings.baseUrl, nobody })}\n`)
  await resumeDemo(hub).catch((error: unknown) => log.warn({ err: error }, 'the demo does not go on'))
  return {
    app,
    async stop() {
      await app.close()
      await metricsDoor?.close()
      expressions.close()
      await protection.gate.close()
      await programs.uses.close()
      await refused.close()
      await bell.close()
    },
  }
}
