import { createSandbox, type Sandbox } from '@syncline/sandbox'
import type { Access } from '../../provider.ts'

const realmId = '9130000000000001'
const secrets = { access_token: 'qbo_access_token_of_the_spec' }

export interface Company {
  readonly sandbox: Sandbox
  readonly access: () => Access
  /** A customer as anybody with the token may read it, and change it where members are given: by other lines than ours. */
  customer(change: { readonly Id: string; readonly [member: string]: unknown }): Promise<Members>
  /** An invoice, read the same way. */
  invoice(id: string): Promise<Members>
}
type Members = Readonly<Record<string, unknown>>

/** A company of the sandbox that somebody has signed in to. */
export async function openCompany(): Promise<Company> {
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
  const baseUrl = `${sandbox.url}/quickbooks/v3/company/${realmId}`
  const access = (): Access => ({
    baseUrl,
    secrets,
    now: () => new Date(),
    signal: new AbortController().signal,
  })
  return {
    sandbox,
    access,
    async customer({ Id, ...members }) {
      const isChange = Object.keys(members).length > 0
      const headers = {
        authorization: `Bearer ${secrets.access_token}`,
        accept: 'application/json',
        'content-type': 'application/json',
      }
      const response = isChange
        ? await fetch(`${baseUrl}/customer`, {
            method: 'POST',
            headers,
            body: JSON.stringify({ Id, sparse: true, ...members }),
          })
        : await fetch(`${baseUrl}/customer/${Id}`, { headers })
      if (!response.ok) throw new Error(await response.text())
      return ((await response.json()) as { Customer: Members }).Customer
    },
    async invoice(id) {
      const headers = { authorization: `Bearer ${secrets.access_token}`, accept: 'application/json' }
      const response = await fetch(`${baseUrl}/invoice/${id}`, { headers })
      return ((await response.json()) as { Invoice: Members }).Invoice
    },
  }
}
