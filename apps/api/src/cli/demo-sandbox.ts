import type { ProviderName } from '@syncline/domain/connection'
import { ssoCallbackPath } from '../auth/index.ts'
import { appWebhookUrlOf } from '../ingest/app-door.ts'
import { webhookUrlOf } from '../ingest/door.ts'
import { sandboxApp } from '../oauth/apps.ts'
import { callbackPath } from '../oauth/connect.ts'
import { sandboxClient } from '../sso/settings.ts'
import { type DemoConnection, demo, type Secrets } from './demo.ts'

/** Teaches the sandbox the keys of the demo's connections and where their webhooks go, and has the company trade. */
export async function tellSandbox(
  sandboxUrl: string,
  baseUrl: string,
  connections: readonly (DemoConnection & { readonly secrets: Secrets })[],
  perMinute: number,
): Promise<void> {
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${sandboxUrl}/_sandbox${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`)
  }
  // 127.0.0.1, not a name: nothing has to be looked up.
  const hubUrl = baseUrl.replace('//localhost', '//127.0.0.1')
  const quickbooks = {
    redirectUris: [`${baseUrl}${callbackPath('quickbooks')}`],
    webhookUrl: appWebhookUrlOf(hubUrl, 'quickbooks'),
    ...sandboxApp,
  }
  for (const { provider, connectionId, accountId, secrets } of connections) {
    const webhookUrl = webhookUrlOf(hubUrl)({ provider, connectionId })
    const settings: Readonly<Record<ProviderName, object>> = {
      stripe: { secretKey: secrets.api_key, webhookSecret: secrets.webhook_secret, webhookUrl },
      flasherp: {
        apiKey: secrets.api_key,
        apiSecret: secrets.api_secret,
        webhookSecret: secrets.webhook_secret,
        webhookUrl,
      },
      square: {
        merchantId: accountId,
        accessToken: secrets.api_key,
        signatureKey: secrets.webhook_secret,
        // It signs its address: the very one that the connection's page shows.
        webhookUrl: webhookUrlOf(baseUrl)({ provider, connectionId }),
      },
      mailchimp: {
        listId: accountId,
        apiKey: secrets.api_key,
        webhookSecret: secrets.webhook_secret,
        webhookUrl,
      },
      quickbooks: {
        ...quickbooks,
        realmId: accountId,
        companyName: 'Ember Café Ltd',
        accessToken: secrets.access_token,
        refreshToken: secrets.refresh_token,
      },
      buypower: { apiKey: secrets.api_key },
      'pcs-ai': {
        account: accountId,
        apiKey: secrets.api_key,
        intakeUrl: `${hubUrl}/api/qbo/pcs-ai/invoices`,
        callbackSecret: secrets.webhook_secret,
      },
    }
    await post('/accounts', { [provider]: settings[provider] })
  }
  // Nobody has signed in to this one yet: that is for whoever tries the demo.
  if (connections.some(({ provider }) => provider === 'quickbooks'))
    await post('/accounts', {
      quickbooks: { ...quickbooks, realmId: demo.realms.open, companyName: 'Marina Suites Ltd' },
    })
  await post('/oidc', {
    clients: [{ ...sandboxClient, redirectUris: [`${baseUrl}${ssoCallbackPath}`] }],
    people: [
      ...demo.people.map(({ name, email }) => ({ sub: email, email, name, emailVerified: true })),
      // Whom nobody invited yet: that is for whoever tries the demo.
      { sub: 'guest', email: 'guest@marina.example', name: 'Amara Guest', emailVerified: true },
    ],
  })
  if (perMinute > 0) await post('/traffic', { perMinute })
}
