import { variableNames } from './env.ts'

/** What each variable is for, and what stands for it in the example: never a secret that would work. */
const words: Readonly<Record<string, readonly [sentence: string, value: string]>> = {
  NODE_ENV: ['production refuses to start while something that it needs is missing.', 'production'],
  PORT: ['Where the API listens.', '3000'],
  HOST: ['Address it listens on: loopback, behind a proxy of the same machine.', '127.0.0.1'],
  SYNCLINE_DATA: ['Folder of the key file and what else this machine keeps. Back it up apart.', '.syncline'],
  SYNCLINE_DEMO: ['Shows sign-ins to everybody; refused in production.', 'false'],
  SYNCLINE_SANDBOX: ['Where providers are played, for a demo only; refused in production.', ''],
  SYNCLINE_SETUP_TOKEN: [
    'What the first admin has to know, 12 characters or more; drawn at start when left out.',
    '',
  ],
  DATABASE_URL: ['Needed. PostgreSQL 15 or newer; may be behind a transaction pooler.', ''],
  DATABASE_DIRECT_URL: ['The server itself where a pooler stands between, for LISTEN and migrations.', ''],
  BASE_URL: ['Needed. Where browsers and providers reach it: https://, without a path.', ''],
  TRUSTED_ORIGINS: ['Other origins whose pages may change things, separated by commas.', ''],
  TRUSTED_PROXIES: [
    'Proxies that may name the caller’s address and scheme: addresses or networks.',
    '127.0.0.1',
  ],
  SESSION_SECRET: ['Needed. Signs session cookies; 32 characters or more, drawn by chance.', ''],
  REQUEST_TIMEOUT_MS: ['Milliseconds that a call of the API may take.', '30000'],
  SYNC_CONCURRENCY: ['Syncs that a worker has out at once; 0 holds them.', '10'],
  ENABLE_SCHEDULES: ['false stops every schedule: nothing is read again by itself.', 'true'],
  MAX_CONCURRENT_REQUESTS: ['Calls of the API in hand at once.', '100'],
  RATE_LIMIT_WINDOW_MS: [
    'Milliseconds over which calls without a sign-in are counted, per address.',
    '900000',
  ],
  RATE_LIMIT_MAX_REQUESTS: ['So many of them are let in.', '100'],
  RATE_LIMIT_KEY_MAX_REQUESTS: ['Calls of one API key in a minute, all instances together.', '1000'],
  KMS_ENABLED: ['AWS KMS wraps the organization keys instead of the local key file.', 'false'],
  KMS_KEY_ID: ['Its symmetric key: id, ARN or alias.', ''],
  KMS_ENDPOINT: ['A key service other than AWS’s own.', ''],
  AWS_REGION: ['Region of KMS; credentials come from AWS’s default provider chain.', ''],
  AWS_ACCESS_KEY_ID: ['Where the provider chain finds nothing better, such as a role.', ''],
  AWS_SECRET_ACCESS_KEY: ['Goes with it.', ''],
  ENCRYPTION_KEY: [
    'Makes the local key file where there is none: 32 bytes in hexadecimal or base64, the same on each machine.',
    '',
  ],
  API_KEYS: [
    'Keys of programs from before: each opens the only organization. Better ones are made under Settings.',
    '',
  ],
  CIRCUIT_BREAKER_THRESHOLD: ['Failures in a row that open a breaker.', '5'],
  CIRCUIT_BREAKER_TIMEOUT_MS: ['Milliseconds that a breaker stays open.', '60000'],
  HEALTH_CHECK_INTERVAL: ['Milliseconds between two looks at how a connection is.', '300000'],
  ENABLE_METRICS: ['false: nothing answers at /metrics.', 'true'],
  METRICS_PORT: [
    'A port of its own for /metrics, without a key: only where the scraper alone reaches it.',
    '',
  ],
  METRICS_KEY: ['Lets others than loopback read /metrics; 16 characters or more.', ''],
  QBO_CLIENT_ID: ['Our app at Intuit.', ''],
  QBO_CLIENT_SECRET: ['Its secret.', ''],
  QBO_ENVIRONMENT: ['production for real companies, else sandbox.', 'production'],
  QBO_VERIFIER_TOKEN: ['Signs the webhooks of the app.', ''],
  QUICKBOOKS_CLIENT_ID: ['The same as QBO_CLIENT_ID, where that is not set.', ''],
  QUICKBOOKS_CLIENT_SECRET: ['The same as QBO_CLIENT_SECRET.', ''],
  QUICKBOOKS_ENVIRONMENT: ['The same as QBO_ENVIRONMENT.', ''],
  QUICKBOOKS_VERIFIER_TOKEN: ['The same as QBO_VERIFIER_TOKEN.', ''],
  RATE_LIMIT_FLASHERP_MAX_REQUESTS: ['Webhooks of one address in a minute at each door of FlashERP.', '100'],
  RATE_LIMIT_FAILED_SIGNATURES: [
    'Webhooks of one address in a minute that prove nothing, for each door.',
    '100',
  ],
  OIDC_ISSUER: ['People may sign in at this OpenID Connect issuer: its https:// name.', ''],
  OIDC_CLIENT_ID: ['Our client there. Its way back is BASE_URL/api/auth/sso/callback.', ''],
  OIDC_CLIENT_SECRET: ['Its secret.', ''],
  OIDC_LABEL: ['What the button of the sign-in page names.', 'single sign-on'],
  OIDC_EMAIL_DOMAINS: ['Domains whose people may come, separated by commas; all when left out.', ''],
  OIDC_ADMIT_UNKNOWN: ['true: who was not invited gets a sign-in too, without any role.', 'false'],
  OIDC_PRIVATE_NETWORK: ['true: the issuer is at an address of our own network.', 'false'],
  SMTP_URL: ['Where mails are handed in: smtps://user:password@host. Without it links are sent by hand.', ''],
  MAIL_FROM: ['Who they are from: Syncline <hub@example.com>.', ''],
  STRIPE_SECRET_KEY: [
    'Connects Stripe in the only organization while it has no such connection. Never changes one that is there.',
    '',
  ],
  MAILCHIMP_API_KEY: ['The same for Mailchimp.', ''],
  SQUARE_ENVIRONMENT: ['Which Square new connections mean: production or sandbox.', 'production'],
  STRIPE_ENABLED: ['false: nothing leaves for Stripe, from any organization.', 'true'],
  SQUARE_ENABLED: ['The same for Square.', 'true'],
  QUICKBOOKS_ENABLED: ['The same for QuickBooks.', 'true'],
  MAILCHIMP_ENABLED: ['The same for Mailchimp.', 'true'],
  BUYPOWER_ENABLED: ['The same for BuyPower.', 'true'],
  PCS_AI_ENABLED: ['The same for PCS AI.', 'true'],
  FLASHERP_ENABLED: ['false: nothing leaves for FlashERP; what comes from it is still kept.', 'true'],
  FLASHERP_API_KEY: ['The same as STRIPE_SECRET_KEY, for FlashERP.', ''],
  FLASHERP_API_SECRET: ['Goes with it.', ''],
  FLASHERP_BASE_URL: ['Where FlashERP is, if not at its usual address.', ''],
  FLASHERP_WEBHOOK_SECRET: ['Signs what comes from it.', ''],
  LOG_LEVEL: ['fatal, error, warn, info, debug, trace or silent; JSON lines on stdout.', 'info'],
}

const asIs = new Set(['NODE_ENV', 'DATABASE_URL', 'BASE_URL', 'SESSION_SECRET'])

/**
 * The environment of a production installation, to be filled in: what is needed stands open, the rest is commented out
 * with its usual value.
 * @throws Error for a variable that nobody put into words
 */
export function envExample(names: readonly string[] = variableNames): string {
  const parts = names.map((name) => {
    const [sentence, value] = words[name] ?? []
    if (sentence === undefined) throw new Error(`${name} has no sentence in env-example.ts`)
    return `# ${sentence}\n${asIs.has(name) ? '' : '#'}${name}=${value}\n`
  })
  return `# Generated by \`pnpm generate\`. Copy it, fill it in, and keep the copy out of the repository.\n\n${parts.join('\n')}`
}
