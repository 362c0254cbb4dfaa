import type { AddressInfo } from 'node:net'
import type { AdminContext } from './admin/context.ts'
import { registerAccounts } from './admin/routes.ts'
import { readTrigger, runTrigger, type TriggerOutcome, type TriggerPlan } from './admin/trigger.ts'
import { createBuyPower } from './buypower/provider.ts'
import type { ProviderContext } from './context.ts'
import { createFaultPanel, type Trouble } from './faults/panel.ts'
import { createSentinels } from './faults/sentinels.ts'
import { createFlashErp } from './flasherp/provider.ts'
import { createListener } from './http/listener.ts'
import { createIdempotencyKeys } from './idempotency.ts'
import { createKms, type KmsTrouble } from './kms/service.ts'
import type { KmsEntry } from './kms/state.ts'
import { type EffectEntry, type LedgerSummary, openLedger, type RequestEntry, summarize } from './ledger.ts'
import { createMailCatcher, type Mail, type MailTrouble } from './mail/catcher.ts'
import { createMailchimp } from './mailchimp/provider.ts'
import { createOidc } from './oidc/service.ts'
import type { OidcSettings } from './oidc/settings.ts'
import { type AccountSettings, resolveOptions, type SandboxOptions } from './options.ts'
import { createPcsAi } from './pcs-ai/provider.ts'
import { type Provider, type ProviderName, providerNames } from './provider.ts'
import { createQuickbooks } from './quickbooks/provider.ts'
import { createRandom } from './random.ts'
import type { Read } from './shape.ts'
import { createSquare } from './square/provider.ts'
import type { Log } from './store/log.ts'
import { openStore } from './store/store.ts'
import { createStripe } from './stripe/provider.ts'
import { createTraffic, type TrafficSettings } from './traffic/generator.ts'
import { createOutbox, type Delivery } from './webhooks/outbox.ts'

export type Entry<T> = { sequence: number } & T

/** A running sandbox, and by hand what the admin routes offer over HTTP. */
export type Sandbox = {
  /** `http://127.0.0.1:<port>`: Stripe at `/v1/`, Square at `/v2/`, KMS at `/`, the others below their names. */
  url: string
  port: number
  seed: number
  effects(provider?: ProviderName): Entry<EffectEntry>[]
  requests(provider?: ProviderName): Entry<RequestEntry>[]
  deliveries(): Entry<Delivery>[]
  summary(): LedgerSummary
  /** Throws on settings that the admin route would refuse. */
  register(settings: AccountSettings): Partial<Record<ProviderName, { account: string }>>
  trigger(provider: ProviderName, event: string, plan?: Partial<TriggerPlan>): Promise<TriggerOutcome>
  faults(change: Partial<Trouble> & { provider: ProviderName | 'all' }): void
  traffic(change: Partial<TrafficSettings>): void
  /** The key service: what was asked of it, and its troubles. */
  kms: { requests(): KmsEntry[]; trouble(change: Partial<KmsTrouble>): void }
  /** The issuer at `<url>/oidc`: who may ask it, whom it knows, and its troubles. */
  oidc(change: Partial<OidcSettings>): void
  /** `smtp://127.0.0.1:<port>`; what came in, and its troubles. */
  smtpUrl: string
  mails(): Mail[]
  mailTrouble(change: Partial<MailTrouble>): void
  /** Resolves when `predicate` holds, which is looked at now and after every change of state. */
  until(predicate: () => boolean): Promise<void>
  /** Resolves when no webhook has a try ahead of it. */
  deliveriesDone(): Promise<void>
  close(): Promise<void>
}

const maxIdempotencyKeys = 100_000
const limits = { accounts: 1000, objects: 200_000, moneyObjects: 50_000, events: 50_000 }
const maxPendingDeliveries = 50_000

/**
 * Starts a sandbox on 127.0.0.1. State and ledgers come back from `statePath`; webhooks that were still due are
 * sent again from where they stood.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const resolved = resolveOptions(options)
  const { now, seed } = resolved
  const store = openStore(resolved.statePath)
  const ledger = openLedger(store, resolved.maxLedgerEntries)
  const providers = {} as Record<ProviderName, Provider>
  const panel = createFaultPanel(createRandom(seed + 1), resolved.chaosPercent, resolved.hangMs)
  const outbox = createOutbox(store, {
    redeliveryMs: resolved.redeliveryMs,
    timeoutMs: resolved.deliveryTimeoutMs,
    concurrency: resolved.deliveryConcurrency,
    maxPending: maxPendingDeliveries,
    maxLogged: resolved.maxLedgerEntries,
    now,
    parcel: (delivery) => providers[delivery.provider].parcel(delivery),
    disturb: (provider) => panel.disturb(provider),
  })
  const ctx: ProviderContext = {
    store,
    ledger,
    outbox,
    random: createRandom(seed),
    now,
    limits: { ...limits, ...pick(resolved, ['lateMs', 'shuffleMs', 'dedupe', 'webhookHosts']) },
  }
  const keysOf = (name: ProviderName) => createIdempotencyKeys(store, name, maxIdempotencyKeys)
  const keys = {
    stripe: keysOf('stripe'),
    flasherp: keysOf('flasherp'),
    square: keysOf('square'),
    buypower: keysOf('buypower'),
    mailchimp: keysOf('mailchimp'),
    'pcs-ai': keysOf('pcs-ai'),
    quickbooks: keysOf('quickbooks'),
  }
  providers.stripe = createStripe(ctx)
  providers.flasherp = createFlashErp(ctx, keys.flasherp)
  providers.square = createSquare(ctx)
  providers.buypower = createBuyPower(ctx)
  providers.mailchimp = createMailchimp(ctx)
  providers['pcs-ai'] = createPcsAi(ctx)
  providers.quickbooks = createQuickbooks(ctx)

  const pauses = createPauses()
  const kms = createKms(store, {
    entries: resolved.maxLedgerEntries,
    now,
    wait: (delayMs) => pauses.wait(delayMs),
  })
  let url = ''
  const oidc = createOidc(store, { url: () => url, now })
  const mail = createMailCatcher(store, now)
  const traffic = createTraffic(providers, createRandom(seed + 2), () => store.commit())
  const admin: AdminContext = {
    ctx,
    providers,
    panel,
    traffic,
    kms,
    oidc,
    mail,
    seed,
    wait: (delayMs) => pauses.wait(delayMs),
  }
  const server = createListener({
    admin,
    providers: providerNames.map((name) => providers[name]),
    kms,
    oidc,
    exchanges: {
      store,
      ledger,
      panel,
      sentinels: createSentinels(store, resolved.slowMs),
      keys,
      now,
      wait: (delayMs) => pauses.wait(delayMs),
    },
  })

  // A kill leaves requests without an end: their callers never had an answer.
  for (const [sequence, entry] of ledger.requests.after(0)) {
    if (entry.status === null) ledger.requests.patch(sequence, { status: 'aborted' })
  }
  for (const settings of resolved.accounts) must(registerAccounts(providers, settings))
  store.commit()
  outbox.resume()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(resolved.port, '127.0.0.1', resolve)
  })
  await mail.listen(resolved.smtpPort)
  if (resolved.trafficPerMinute > 0) must(traffic.change({ perMinute: resolved.trafficPerMinute }))
  const { port } = server.address() as AddressInfo
  url = `http://127.0.0.1:${port}`

  return {
    url,
    port,
    seed,
    effects: (provider) => listed(ledger.effects, provider),
    requests: (provider) => listed(ledger.requests, provider),
    deliveries: () => listed(outbox.deliveries),
    summary: () => summarize(ledger, providerNames),
    register(settings) {
      const registered = must(registerAccounts(providers, settings))
      store.commit()
      return registered
    },
    async trigger(provider, event, plan = {}) {
      const outcome = must(await runTrigger(admin, providers[provider], event, must(readTrigger(plan))))
      store.commit()
      return outcome
    },
    faults: (change) => void must(panel.change(change)),
    traffic: (change) => void must(traffic.change(change)),
    kms: { requests: () => kms.requests(), trouble: (change) => void must(kms.trouble(change)) },
    oidc(change) {
      must(oidc.change(change))
      store.commit()
    },
    smtpUrl: mail.url(),
    mails: () => [...mail.mails.after(0)].map(([, one]) => one),
    mailTrouble: (change) => void must(mail.trouble(change)),
    until: (predicate) =>
      new Promise((resolve) => {
        if (predicate()) return resolve()
        const stop = store.onCommit(() => {
          if (!predicate()) return
          stop()
          resolve()
        })
      }),
    deliveriesDone: () => outbox.idle(),
    async close() {
      traffic.stop()
      const closed = new Promise((resolve) => server.close(resolve))
      pauses.end()
      server.closeAllConnections()
      await closed
      await mail.close()
      await outbox.close()
      store.close()
    },
  }
}

function must<T>(read: Read<T>): T {
  if (!read.ok) throw new Error(`${read.problem.path}: ${read.problem.message}`)
  return read.value
}

function listed<T extends { provider: ProviderName }>(log: Log<T>, provider?: ProviderName): Entry<T>[] {
  const entries: Entry<T>[] = []
  for (const [sequence, entry] of log.after(0)) {
    if (provider === undefined || entry.provider === provider) entries.push({ sequence, ...entry })
  }
  return entries
}

function pick<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, K>
}

/** Waits that all end when the sandbox closes. */
function createPauses(): { wait(delayMs: number): Promise<void>; end(): void } {
  const waiting = new Map<NodeJS.Timeout, () => void>()
  return {
    wait: (delayMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(timer)
          resolve()
        }, delayMs)
        waiting.set(timer, resolve)
      }),
    end() {
      for (const [timer, resolve] of waiting) {
        clearTimeout(timer)
        resolve()
      }
      waiting.clear()
    },
  }
}
