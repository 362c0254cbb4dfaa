import { randomInt } from 'node:crypto'
import type { BuyPowerSettings } from './buypower/register.ts'
import type { FlashErpSettings } from './flasherp/register.ts'
import type { MailchimpSettings } from './mailchimp/register.ts'
import type { PcsSettings } from './pcs-ai/provider.ts'
import type { QuickbooksSettings } from './quickbooks/register.ts'
import type { SquareSettings } from './square/register.ts'
import type { StripeSettings } from './stripe/register.ts'

export type AccountSettings = {
  stripe?: StripeSettings
  flasherp?: FlashErpSettings
  mailchimp?: MailchimpSettings
  'pcs-ai'?: PcsSettings
  quickbooks?: QuickbooksSettings
  square?: SquareSettings
  buypower?: BuyPowerSettings
}

export type SandboxOptions = {
  /** 0 (default) picks a free one. The sandbox listens on 127.0.0.1 only. */
  port?: number
  /** Where mails are caught; 0 (default) picks a free one. */
  smtpPort?: number
  /** Journal file; without one nothing survives the process. */
  statePath?: string | null
  /** Share of writes and of webhooks, 0–100, that meet a random misbehaviour. Default 0. */
  chaosPercent?: number
  /** For traffic and chaos; random when left out. Ids never depend on it. */
  seed?: number
  /** False: FlashERP forgets idempotency keys and takes every `external_ref` again. */
  dedupe?: boolean
  /** Waits before the second, third, … try of a webhook. */
  redeliveryMs?: readonly number[]
  /** Changes per minute of invented traffic from the start. */
  trafficPerMinute?: number
  accounts?: readonly AccountSettings[]
  webhookHosts?: readonly string[]
  /** Entries kept per ledger. Default 200,000. */
  maxLedgerEntries?: number
  /** How long `-slow` keeps its answer back. */
  slowMs?: number
  /** How long chaos leaves a call without an answer. Default 30,000: longer than a caller waits. */
  hangMs?: number
  lateMs?: number
  shuffleMs?: number
  deliveryTimeoutMs?: number
  /** Webhooks under way at once, per receiver. */
  deliveryConcurrency?: number
  /** Wall clock in milliseconds, for tests. */
  now?: () => number
}

export type ResolvedOptions = Required<Omit<SandboxOptions, 'accounts'>> & {
  accounts: readonly AccountSettings[]
}

export function resolveOptions(options: SandboxOptions): ResolvedOptions {
  return {
    port: 0,
    smtpPort: 0,
    statePath: null,
    chaosPercent: 0,
    seed: randomInt(2 ** 31),
    dedupe: true,
    redeliveryMs: [1000, 5000, 30_000, 120_000],
    trafficPerMinute: 0,
    accounts: [],
    webhookHosts: [],
    maxLedgerEntries: 200_000,
    slowMs: 3000,
    hangMs: 30_000,
    lateMs: 5000,
    shuffleMs: 1500,
    deliveryTimeoutMs: 10_000,
    deliveryConcurrency: 8,
    now: Date.now,
    ...options,
  }
}

export type EnvironmentRead = { ok: true; options: SandboxOptions } | { ok: false; message: string }

type Setting = { name: string; apply: (value: string, options: SandboxOptions) => string | null }

const wholeIn =
  (low: number, high: number, set: (options: SandboxOptions, value: number) => void) =>
  (value: string, options: SandboxOptions): string | null => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < low || number > high)
      return `a whole number from ${low} to ${high}`
    set(options, number)
    return null
  }

const settings: readonly Setting[] = [
  { name: 'SANDBOX_PORT', apply: wholeIn(0, 65_535, (options, value) => (options.port = value)) },
  {
    name: 'SANDBOX_SMTP_PORT',
    apply: wholeIn(0, 65_535, (options, value) => (options.smtpPort = value)),
  },
  { name: 'SANDBOX_SEED', apply: wholeIn(0, 2 ** 32 - 1, (options, value) => (options.seed = value)) },
  { name: 'CHAOS', apply: wholeIn(0, 100, (options, value) => (options.chaosPercent = value)) },
  {
    name: 'SANDBOX_TRAFFIC',
    apply: wholeIn(0, 60_000, (options, value) => (options.trafficPerMinute = value)),
  },
  {
    name: 'SANDBOX_LEDGER_ENTRIES',
    apply: wholeIn(100, 1_000_000, (options, value) => (options.maxLedgerEntries = value)),
  },
  {
    name: 'SANDBOX_STATE',
    apply: (value, options) => {
      options.statePath = value
      return null
    },
  },
  {
    name: 'SANDBOX_DEDUPE',
    apply: (value, options) => {
      if (value !== 'on' && value !== 'off') return 'on or off'
      options.dedupe = value === 'on'
      return null
    },
  },
  {
    name: 'SANDBOX_REDELIVERY_MS',
    apply: (value, options) => {
      const delays = value.split(',').map(Number)
      const fit =
        delays.length <= 20 &&
        delays.every((delay) => Number.isInteger(delay) && delay >= 0 && delay <= 86_400_000)
      if (!fit) return 'up to 20 whole numbers of milliseconds, separated by commas'
      options.redeliveryMs = delays
      return null
    },
  },
  { name: 'SANDBOX_SLOW_MS', apply: wholeIn(0, 600_000, (options, value) => (options.slowMs = value)) },
  {
    name: 'SANDBOX_WEBHOOK_HOSTS',
    apply: (value, options) => {
      options.webhookHosts = value.split(',').map((host) => host.trim())
      return null
    },
  },
]

/** Reads the environment; the first setting that cannot be used is named with what it must be. */
export function readEnvironment(environment: NodeJS.ProcessEnv): EnvironmentRead {
  const options: SandboxOptions = {}
  for (const { name, apply } of settings) {
    const value = environment[name]
    if (value === undefined || value === '') continue
    const expected = apply(value, options)
    if (expected !== null) return { ok: false, message: `${name} must be ${expected}.` }
  }
  return { ok: true, options }
}
