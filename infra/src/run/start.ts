import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { EmbeddedPostgresError, startPostgres } from '../postgres/index.ts'
import { buildPages } from './build-pages.ts'
import { type Child, startChild, stopChild } from './child.ts'
import { startDevServer, watchSources } from './dev.ts'
import { paths } from './paths.ts'

/**
 * Everything with one command: database (embedded, unless DATABASE_URL names one), sandbox, demo organization, API,
 * worker and SPA. Ends with Ctrl-C; nothing outlives it, not even kill -9.
 */
const port = Number(process.env.PORT || 3000)
const baseUrl = `http://localhost:${port}`
const say = (text: string) => process.stdout.write(`${text}\n`)
/** `--dev`: pages from vite, reloading; API and worker start again when a source of theirs changes. */
const dev = process.argv.includes('--dev')
/** `--no-demo`: nobody and nothing is there; the page asks for the first admin. The played providers still run. */
const withDemo = !process.argv.includes('--no-demo')
const pagesUrl = `http://localhost:${process.env.PAGES_PORT || 5173}`
const logFile = (name: string) => resolve(paths.data, 'logs', `${name}.log`)
const stops: (() => Promise<void>)[] = []
let stopping = false

async function stop(code: number): Promise<never> {
  if (!stopping) {
    stopping = true
    for (const one of stops.reverse()) await one().catch((error) => say(String(error)))
  }
  process.exit(code)
}

const running: { pid: number; databaseUrl: string; children: Record<string, number | undefined> } = {
  pid: process.pid,
  databaseUrl: '',
  children: {},
}

/** Tells commands and tests where everything is. */
function note(): void {
  writeFileSync(resolve(paths.data, 'running.json'), JSON.stringify(running), { mode: 0o600 })
}

/** A child that ends by itself is started again, as a service manager would. */
function keep(name: string, begin: () => Child): Child {
  const start = () => {
    const begun = begin()
    running.children[name] = begun.process.pid
    note()
    return begun
  }
  let child = start()
  let startedAt = Date.now()
  const watch = (one: Child) =>
    void one.exited.then(({ code, lastLines }) => {
      if (stopping) return
      // In development it was us: a source changed.
      if (!dev || code !== 0)
        say(`${name} ended with code ${code}; starting it again. Last lines (all in ${logFile(name)}):`)
      if (code !== 0) for (const line of lastLines.slice(-3)) say(`  ${line.slice(0, 300)}`)
      // One that dies at once is not started in a tight loop.
      const waitMs = Math.max(0, 1_000 - (Date.now() - startedAt))
      setTimeout(() => {
        if (stopping) return
        startedAt = Date.now()
        child = start()
        watch(child)
      }, waitMs)
    })
  watch(child)
  stops.push(() => stopChild(child, 15_000))
  return child
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Record<string, unknown>> {
  const name = args[0] as string
  const child = startChild({ name, file: paths.cli, args, env, logFile: logFile(name) })
  const answer = await child.line(name)
  await child.exited
  return answer
}

async function startPages(): Promise<void> {
  const vite = startDevServer({ port: Number(new URL(pagesUrl).port), api: `http://127.0.0.1:${port}` })
  stops.push(async () => void vite.kill())
}

function restartOnChange(names: readonly string[]): void {
  const stopWatching = watchSources(() => {
    for (const name of names) {
      const pid = running.children[name]
      if (pid !== undefined) process.kill(pid, 'SIGTERM')
    }
  })
  stops.push(async () => stopWatching())
}

async function portFree(wanted: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => done(true)))
  })
}

async function database(): Promise<string> {
  if (process.env.DATABASE_URL) {
    say('Database: the one in DATABASE_URL')
    return process.env.DATABASE_URL
  }
  const postgres = await startPostgres({ dataDirectory: resolve(paths.data, 'postgres') })
  stops.push(() => postgres.stop())
  say(`Database: embedded PostgreSQL on port ${postgres.port}`)
  return postgres.url
}

async function main(): Promise<void> {
  mkdirSync(paths.data, { recursive: true, mode: 0o700 })
  if (!(await portFree(port))) {
    say(`Port ${port} is taken. Stop what uses it, or choose another: PORT=3001 npx -y pnpm@12.21.0 start`)
    process.exit(1)
  }
  const pages = dev ? startPages() : buildPages()
  // Looked at further down; until then its failure must not end the process.
  pages.catch(() => {})
  const databaseUrl = await database()
  running.databaseUrl = databaseUrl
  note()
  stops.push(async () => rmSync(resolve(paths.data, 'running.json'), { force: true }))
  const env = {
    ...process.env,
    PORT: String(port),
    BASE_URL: process.env.BASE_URL || baseUrl,
    SYNCLINE_DATA: paths.data,
    SYNCLINE_DEMO: withDemo ? process.env.SYNCLINE_DEMO || '1' : '0',
    SYNCLINE_SETUP_TOKEN: setupToken,
    // The sandbox sends for the whole of FlashERP from one address.
    RATE_LIMIT_FLASHERP_MAX_REQUESTS: process.env.RATE_LIMIT_FLASHERP_MAX_REQUESTS || '100000',
    DATABASE_URL: databaseUrl,
    DATABASE_DIRECT_URL: process.env.DATABASE_DIRECT_URL || databaseUrl,
    ...(dev && { TRUSTED_ORIGINS: pagesUrl }),
  }
  const sandboxEnv = {
    ...env,
    SANDBOX_STATE: resolve(paths.data, 'sandbox.jsonl'),
    SANDBOX_LEDGER_ENTRIES: process.env.SANDBOX_LEDGER_ENTRIES || '20000',
    SANDBOX_TRAFFIC: withDemo ? traffic : '0',
    DATABASE_URL: '',
    DATABASE_DIRECT_URL: '',
  }
  const [{ sandboxUrl, smtpUrl }] = await Promise.all([startSandbox(sandboxEnv), run(['migrate'], env)])
  // The demo's mails are caught; those of an installation that says where they go are sent.
  const mail =
    process.env.SMTP_URL || !withDemo
      ? {}
      : { SMTP_URL: smtpUrl, MAIL_FROM: 'Syncline <hub@syncline.example>' }
  const only = process.env.SYNCLINE_DEMO_PROVIDERS ? ['--only', process.env.SYNCLINE_DEMO_PROVIDERS] : []
  const { signIns } = withDemo
    ? ((await run(['seed', '--demo', '--sandbox', sandboxUrl, '--traffic', traffic, ...only], env)) as {
        signIns: readonly SignIn[]
      })
    : { signIns: [] }
  await pages

  const role = (name: 'web' | 'worker') => () =>
    startChild({
      name,
      file: paths.api,
      env: { ...env, ...mail, SYNCLINE_ROLE: name, SYNCLINE_SANDBOX: sandboxUrl },
      logFile: logFile(name),
    })
  const web = keep('web', role('web'))
  keep('worker', role('worker'))
  const { nobody } = await web.line('listening')
  if (dev) restartOnChange(['web', 'worker'])
  announce(sandboxUrl, signIns, nobody === true)
}

/** The sandbox keeps its address over restarts: it is written in the demo connections. */
async function startSandbox(env: NodeJS.ProcessEnv): Promise<{ sandboxUrl: string; smtpUrl: string }> {
  const first = keep('sandbox', () =>
    startChild({
      name: 'sandbox',
      file: paths.sandbox,
      env: { ...env, SANDBOX_PORT: sandboxPort, SANDBOX_SMTP_PORT: smtpPort },
      logFile: logFile('sandbox'),
    }),
  )
  const { sandbox, smtp } = (await first.line('sandbox')) as { sandbox: string; smtp: string }
  sandboxPort = new URL(sandbox).port
  smtpPort = new URL(smtp).port
  return { sandboxUrl: sandbox, smtpUrl: smtp }
}
/** Changes per minute that the made-up shop makes. */
const traffic = process.env.SANDBOX_TRAFFIC || '60'
let sandboxPort = process.env.SANDBOX_PORT || '0'
let smtpPort = process.env.SANDBOX_SMTP_PORT || '0'
/** What the first admin has to know; said on this console only. */
const setupToken = process.env.SYNCLINE_SETUP_TOKEN || randomBytes(12).toString('hex')

interface SignIn {
  readonly role: string
  readonly name: string
  readonly email: string
  readonly password: string
}

function announce(sandboxUrl: string, signIns: readonly SignIn[], nobody: boolean): void {
  say('')
  say(`Syncline is running at ${dev ? pagesUrl : baseUrl}`)
  say('')
  if (nobody) sayFirstAdmin()
  const width = Math.max(0, ...signIns.map((one) => one.email.length))
  for (const { role, email, password } of signIns)
    say(`  ${role.padEnd(9)} ${email.padEnd(width)}  ${password}`)
  if (nobody || signIns.length > 0) say('')
  const whose = withDemo ? 'Its providers are made up and live' : 'The demo’s providers are made up and live'
  say(`${whose} at ${sandboxUrl}/_sandbox/`)
  say('Logs are in ' + resolve(paths.data, 'logs') + '. Ctrl-C ends everything.')
}

function sayFirstAdmin(): void {
  say('While there is nobody yet, the first admin is made at')
  say(`  ${dev ? pagesUrl : baseUrl}/setup#${setupToken}`)
}

// Ctrl-C reaches the whole group; the children leave it to us, so that they end in order.
process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error))
  if (error instanceof EmbeddedPostgresError) say(error.remedy)
  void stop(1)
})
