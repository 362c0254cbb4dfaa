import { EnvError } from './env.ts'
import { runRole } from './roles.ts'
import { NoDatabaseError, readSettings } from './settings.ts'

/** One process of the application. SYNCLINE_ROLE says which: `web` or `worker`. */
const role = process.env.SYNCLINE_ROLE === 'worker' ? 'worker' : 'web'

try {
  process.exit(await runRole(readSettings(), role))
} catch (error) {
  const told = error instanceof EnvError || error instanceof NoDatabaseError
  process.stderr.write(
    `${told || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}\n`,
  )
  process.exit(1)
}
