import { hostname } from 'node:os'
import type { Queue } from '@syncline/db/queue'
import { loadProvider } from '@syncline/providers/registry'
import type { Logger } from 'pino'
import type { Hub } from './hub.ts'
import { createWorker } from './jobs/worker.ts'
import { createMailer } from './mail/mailer.ts'
import { createPostOffice } from './mail/post-office.ts'
import { readOAuthApps } from './oauth/apps.ts'
import { createRenewal } from './oauth/renew.ts'
import { startCustodyUpkeep } from './ops/custody-upkeep.ts'
import { allowedAddresses, playedAt } from './settings.ts'

/** What a role gives back: how to end it in order. */
export interface Running {
  stop(): Promise<void>
}

/** The worker role, working. */
export async function startWork(hub: Hub, log: Logger): Promise<Running> {
  const { settings, workerPool, appender, vault, auth } = hub
  const mailer = settings.env.mail && createMailer(settings.env.mail)
  const name = `worker-${hostname()}-${process.pid}`
  const worker = createWorker({
    directUrl: settings.directUrl,
    pool: workerPool,
    appender,
    vault,
    loadProvider,
    renewal: createRenewal({
      pool: workerPool,
      vault,
      appender,
      apps: readOAuthApps(settings.env, playedAt(settings)),
      loadProvider,
    }),
    allowsAddress: allowedAddresses(settings),
    worker: name,
    log,
    concurrency: settings.env.syncConcurrency,
    schedules: settings.env.schedules,
    off: settings.env.connections.off,
    ...(mailer && {
      postOffice: (queue: Queue) => createPostOffice({ queue, invitations: auth.invitations, mailer, log }),
    }),
    ...settings.env.protection,
  })
  await worker.start()
  const stopUpkeep = startCustodyUpkeep({ pool: workerPool, vault, log })
  process.stdout.write(`${JSON.stringify({ working: name })}\n`)
  return {
    async stop() {
      await stopUpkeep()
      await worker.stop()
      mailer?.close()
    },
  }
}
