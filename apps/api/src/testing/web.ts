import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Role, roles } from '@syncline/domain/access'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { createAuth } from '../auth/index.ts'
import { readEnv } from '../env.ts'
import { createLogger } from '../http/log.ts'
import type { Hub } from '../hub.ts'
import { startWeb } from '../web.ts'
import { origin, password } from './edge.ts'
import type { TestHub } from './hub.ts'

/** The web role as it runs, with everything behind it. */
export interface TestWeb {
  readonly url: string
  readonly log: Record<string, unknown>[]
  /** Seeds a person of each role in an organization. @returns the Cookie header of each */
  people(organizationId: string, word: string): Promise<Record<Role, string>>
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

/** @param more of its environment */
export async function startTestWeb(
  test: TestHub,
  more: Readonly<Record<string, string>> = {},
): Promise<TestWeb> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'syncline-web-'))
  const sessionSecret = 'a secret of the tests, long enough'
  const env = readEnv({
    NODE_ENV: 'test',
    PORT: '0',
    SYNCLINE_DATA: dataDirectory,
    RATE_LIMIT_KEY_MAX_REQUESTS: '100000',
    RATE_LIMIT_MAX_REQUESTS: '100000',
    RATE_LIMIT_FLASHERP_MAX_REQUESTS: '100000',
    ...more,
  })
  const { appPool, workerPool, appender, vault } = test
  const baseUrl = origin
  const auth = createAuth({ pool: appPool, baseUrl, trustedOrigins: [], secret: sessionSecret })
  const hub: Hub = {
    settings: {
      env,
      dataDirectory,
      databaseUrl: test.url,
      directUrl: test.url,
      baseUrl,
      sessionSecret,
      sandboxUrl: null,
    },
    appPool,
    workerPool,
    appender,
    vault,
    auth,
    close: async () => {},
  }
  const log: Record<string, unknown>[] = []
  const logger = createLogger(
    { level: 'info', service: 'test' },
    { write: (line) => void log.push(JSON.parse(line)) },
  )
  const { app, stop } = await startWeb(hub, logger)
  const inject = (options: InjectOptions) => app.inject(options) as Promise<LightMyRequestResponse>
  const { port } = app.server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    async people(organizationId, word) {
      const cookies = {} as Record<Role, string>
      for (const role of roles) {
        const email = `${role}@${word}.example`
        await auth.seedUser({ email, name: role, password, organizationId, organizationName: word, role })
        const answer = await inject({
          method: 'POST',
          url: '/api/auth/sign-in/email',
          headers: { 'content-type': 'application/json', origin },
          payload: { email, password },
        })
        if (answer.statusCode !== 200)
          throw new Error(`sign-in answered ${answer.statusCode}: ${answer.body}`)
        cookies[role] = answer.cookies
          .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
          .join('; ')
      }
      return cookies
    },
    inject,
    async close() {
      await stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}
