import { readEnvironment } from './options.ts'
import { createSandbox } from './sandbox.ts'

/** `node src/main.ts`: settings from the environment, one line of JSON with the address, ends with its parent. */
const read = readEnvironment(process.env)
if (!read.ok) {
  process.stderr.write(`${read.message}\n`)
  process.exit(2)
}
const sandbox = await createSandbox(read.options).catch((error: unknown) => {
  const cause = error instanceof Error ? error.message : String(error)
  process.stderr.write(
    `The sandbox cannot start: ${cause}. Check SANDBOX_PORT, SANDBOX_SMTP_PORT and SANDBOX_STATE.\n`,
  )
  process.exit(1)
})
let stopping = false

function stop(): void {
  if (stopping) return
  stopping = true
  sandbox.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('disconnect', stop)
process.stdout.write(
  `${JSON.stringify({ sandbox: sandbox.url, smtp: sandbox.smtpUrl, seed: sandbox.seed })}\n`,
)
