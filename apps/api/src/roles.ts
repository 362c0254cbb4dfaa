import { createLogger } from './http/log.ts'
import { createHub } from './hub.ts'
import type { Settings } from './settings.ts'
import { startWeb } from './web.ts'
import { startWork } from './work.ts'

export type Role = 'web' | 'worker'

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
