import { createSandbox, type Sandbox } from '@syncline/sandbox'
import type { Access } from '../../provider.ts'

const realmId = '9130000000000001'
const secrets = { access_token: 'qbo_access_token_of_the_spec' }

/** A company of the sandbox that somebody has signed in to. */
export async function openCompany(): Promise<{ sandbox: Sandbox; access(token?: string): Access }> {
  const sandbox = await createSandbox({
    slowMs: 900,
    accounts: [
      {
        quickbooks: {
          realmId,
          clientId: 'spec-app',
          clientSecret: 'spec-secret',
          accessToken: secrets.access_token,
        },
      },
    ],
  })
  const access = (token = secrets.access_token): Access => ({
    baseUrl: `${sandbox.url}/quickbooks/v3/company/${realmId}`,
    secrets: { access_token: token },
    now: () => new Date(),
    signal: new AbortController().signal,
  })
  return { sandbox, access }
}
