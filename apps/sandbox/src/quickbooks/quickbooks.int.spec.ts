import { createHmac } from 'node:crypto'
import OAuthClient from 'intuit-oauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../index.ts'
import { createReceiver, type Receiver } from '../testing.ts'

const realmId = '913000000000001'
const app = { clientId: 'spec-app', clientSecret: 'spec-secret' }
const redirectUri = 'http://127.0.0.1:9/back'
const verifierToken = 'a verifier token'
let sandbox: Sandbox
let receiver: Receiver
let client: OAuthClient
let clock = Date.now()

beforeAll(async () => {
  receiver = await createReceiver()
  sandbox = await createSandbox({ now: () => clock })
  const webhook = { webhookUrl: receiver.url, verifierToken }
  const company = { realmId, ...app, companyName: 'Ember & Co', redirectUris: [redirectUri], ...webhook }
  sandbox.register({ quickbooks: company })
  // They are of the whole process, so this file is the only one that uses the client.
  OAuthClient.authorizeEndpoint = `${sandbox.url}/quickbooks/connect/oauth2`
  OAuthClient.tokenEndpoint = `${sandbox.url}/quickbooks/oauth2/v1/tokens/bearer`
  OAuthClient.revokeEndpoint = `${sandbox.url}/quickbooks/v2/oauth2/tokens/revoke`
  OAuthClient.environment.sandbox = `${sandbox.url}/quickbooks/`
  client = new OAuthClient({ ...app, environment: 'sandbox', redirectUri })
})
afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

/** Clicks on the page that the address leads to; gives the address that the browser is sent back to. */
async function decide(url: string, decision: 'approve' | 'deny'): Promise<string> {
  const page = await (await fetch(url)).text()
  expect(page).toContain('Ember &#38; Co')
  const asked = new URL(url).searchParams
  const form = { realm: realmId, decision, ...Object.fromEntries(asked) }
  const answer = await fetch(`${sandbox.url}/quickbooks/connect/oauth2`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(form),
  })
  expect(answer.status).toBe(303)
  return answer.headers.get('location') ?? ''
}
const authorizeUri = () =>
  client.authorizeUri({ scope: [OAuthClient.scopes.Accounting ?? ''], state: 'state of the spec' })

type Json = Record<string, any>
async function api(path: string, body?: unknown): Promise<{ status: number; json: Json }> {
  const answer = await fetch(`${sandbox.url}/quickbooks/v3/company/${realmId}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${client.getToken().access_token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, json: (await answer.json()) as Json }
}
const query = async (text: string) => (await api(`query?query=${encodeURIComponent(text)}`)).json
const codeOf = ({ json }: { json: Json }) => json.Fault?.Error?.[0]?.code

describe('Intuit’s own client', () => {
  it('signs in by the page, calls, and renews: the token before is dead from then on', async () => {
    const back = await decide(authorizeUri(), 'approve')
    expect(new URL(back).searchParams.get('state')).toBe('state of the spec')
    await client.createToken(back)
    await expect(client.createToken(back)).rejects.toThrow()
    expect(client.getToken()).toMatchObject({ realmId, token_type: 'bearer', expires_in: 3_600 })
    const url = `${OAuthClient.environment.sandbox}v3/company/${realmId}/companyinfo/${realmId}?minorversion=75`
    const told = await client.makeApiCall({ url })
    expect(told.json).toMatchObject({ CompanyInfo: { CompanyName: 'Ember & Co' } })

    const { refresh_token: before } = client.getToken()
    await client.refresh()
    expect(client.getToken().refresh_token).not.toBe(before)
    await expect(client.refreshUsingToken(before)).rejects.toThrow()
  })

  it('hears no when somebody says no, and 401 in small letters when the token ran out', async () => {
    expect(new URL(await decide(authorizeUri(), 'deny')).searchParams.get('error')).toBe('access_denied')
    clock += 3_600_000
    const answer = await api('companyinfo/1')
    expect(answer).toMatchObject({
      status: 401,
      json: { fault: { error: [{ code: '3200' }], type: 'AUTHENTICATION' } },
    })
    await client.refresh()
    expect((await api(`companyinfo/${realmId}`)).status).toBe(200)
  })

  it('is sent nowhere that the app did not name', async () => {
    const strange = authorizeUri().replace(
      encodeURIComponent(redirectUri),
      encodeURIComponent('http://evil.example/'),
    )
    expect((await fetch(strange)).status).toBe(400)
  })
})

describe('the books', () => {
  it('keep versions, names and request ids', async () => {
    const made = await api('customer?requestid=spec-1', { DisplayName: 'Amy’s Birds' })
    expect(made.json.Customer).toMatchObject({ SyncToken: '0', Active: true, domain: 'QBO' })
    expect((await api('customer?requestid=spec-1', { DisplayName: 'Amy’s Birds' })).json).toEqual(made.json)
    expect(codeOf(await api('customer', { DisplayName: 'AMY’S BIRDS' }))).toBe('6240')
    expect(codeOf(await api('vendor', { DisplayName: 'Amy’s Birds' }))).toBe('6240')
    const { Id } = made.json.Customer as { Id: string }
    const changed = await api('customer', { Id, SyncToken: '0', sparse: true, Notes: 'Terrace' })
    expect(changed.json.Customer).toMatchObject({
      SyncToken: '1',
      DisplayName: 'Amy’s Birds',
      Notes: 'Terrace',
    })
    expect(codeOf(await api('customer', { Id, SyncToken: '0', sparse: true, Notes: 'Bar' }))).toBe('5010')
    // The whole of it: what is left out is cleared.
    const whole = await api('customer', { Id, SyncToken: '1', DisplayName: 'Amy' })
    expect(whole.json.Customer.Notes).toBeUndefined()
    expect(codeOf(await api('customer', { DisplayName: 'X', Colour: 'red' }))).toBe('2010')
    expect(codeOf(await api('customer', {}))).toBe('2020')
    expect(codeOf(await api('customer/999999'))).toBe('610')
    expect(codeOf(await api(`customer?operation=delete`, { Id, SyncToken: '2' }))).toBe('6000')
  })

  it('add up, are paid, voided and deleted', async () => {
    const { json } = await api('customer', { DisplayName: 'Bola' })
    const CustomerRef = { value: json.Customer.Id }
    const line = (Amount: number) => ({ Amount, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: {} })
    expect(codeOf(await api('invoice', { CustomerRef: { value: '0' }, Line: [line(1)] }))).toBe('2500')
    const made = await api('invoice', {
      CustomerRef,
      Line: [line(0.1), line(0.2)],
      TxnTaxDetail: { TotalTax: 0.02 },
    })
    expect(made.json.Invoice).toMatchObject({ TotalAmt: 0.32, Balance: 0.32, CustomerRef: { name: 'Bola' } })
    expect(made.json.Invoice.Line.at(-1)).toMatchObject({ Amount: 0.3, DetailType: 'SubTotalLineDetail' })
    const { Id } = made.json.Invoice as { Id: string }
    const Line = [{ Amount: 0.3, LinkedTxn: [{ TxnId: Id, TxnType: 'Invoice' }] }]
    const paid = await api('payment', { CustomerRef, TotalAmt: 0.5, Line })
    expect(paid.json.Payment).toMatchObject({ UnappliedAmt: 0.2 })
    expect((await api(`invoice/${Id}`)).json.Invoice).toMatchObject({ Balance: 0.02, SyncToken: '1' })
    const gone = await api('payment?operation=delete', { Id: paid.json.Payment.Id, SyncToken: '0' })
    expect(gone.json).toMatchObject({ Payment: { status: 'Deleted' } })
    expect((await api(`invoice/${Id}`)).json.Invoice).toMatchObject({ Balance: 0.32 })
    const voided = await api('invoice?operation=void', { Id, SyncToken: '2' })
    expect(voided.json.Invoice).toMatchObject({ TotalAmt: 0, Balance: 0, PrivateNote: 'Voided' })
  })

  it('are asked in Intuit’s language', async () => {
    for (const name of ['Query A', "Query B's", 'Query C']) await api('vendor', { DisplayName: name })
    const page = await query(
      "select * from Vendor where DisplayName like 'Query%' orderby DisplayName desc startposition 2 maxresults 2",
    )
    expect(page.QueryResponse).toMatchObject({ startPosition: 2, maxResults: 2 })
    expect(page.QueryResponse.Vendor.map((one: Json) => one.DisplayName)).toEqual(["Query B's", 'Query A'])
    expect(
      (await query("select count(*) from vendor where DisplayName = 'Query B\\'s'")).QueryResponse,
    ).toEqual({ totalCount: 1 })
    const [{ Id, SyncToken }] = page.QueryResponse.Vendor
    await api('vendor', { Id, SyncToken, sparse: true, Active: false })
    const named = `where Id in ('${Id}')`
    expect((await query(`select * from Vendor ${named}`)).QueryResponse).toEqual({})
    const inactive = await query(`select * from Vendor ${named} and Active in (true, false)`)
    expect(inactive.QueryResponse.Vendor[0].DisplayName).toBe("Query B's (deleted)")
    for (const wrong of ['select * from Weather', 'delete from Vendor', "select * from Vendor where a = 'b"])
      expect((await query(wrong)).Fault.Error[0].code).toBe('4000')
    expect((await query('select * from Vendor startposition 0')).Fault.Error[0].code).toBe('4001')
  })

  it('tell what changed, and take thirty things at once', async () => {
    const since = new Date(clock - 1_000).toISOString()
    clock += 1_000
    const { objects } = await sandbox.trigger('quickbooks', 'bill.created')
    await sandbox.trigger('quickbooks', 'bill.deleted', { id: objects[0] ?? null })
    const changes = await api(`cdc?entities=Bill,Invoice&changedSince=${encodeURIComponent(since)}`)
    const [bills] = changes.json.CDCResponse[0].QueryResponse
    expect(bills.Bill).toContainEqual(expect.objectContaining({ Id: objects[0], status: 'Deleted' }))
    const item = (bId: string, DisplayName: string) => ({
      bId,
      operation: 'create',
      Customer: { DisplayName },
    })
    const mixed = [
      item('1', 'Batch A'),
      item('2', 'Batch A'),
      { bId: '3', Query: 'select count(*) from Bill' },
    ]
    const { json } = await api('batch', { BatchItemRequest: mixed })
    expect(json.BatchItemResponse).toMatchObject([
      { bId: '1', Customer: { DisplayName: 'Batch A' } },
      { bId: '2', Fault: { Error: [{ code: '6240' }] } },
      { bId: '3', QueryResponse: { totalCount: expect.any(Number) } },
    ])
    const many = Array.from({ length: 31 }, (_none, index) => item(String(index), `Batch ${index}`))
    expect(codeOf(await api('batch', { BatchItemRequest: many }))).toBe('6000')
  })

  it('throttle a company that asks too much, in XML', async () => {
    clock += 60_000
    const path = `${sandbox.url}/quickbooks/v3/company/${realmId}/customer/1`
    const headers = { authorization: `Bearer ${client.getToken().access_token}` }
    const statuses = await Promise.all(
      Array.from({ length: 505 }, async () => (await fetch(path, { headers })).status),
    )
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0)
    expect(await (await fetch(path, { headers })).text()).toContain('<Error code="3001">')
    clock += 60_000
  })
})

describe('a webhook', () => {
  it('points at what changed, in either format, signed by the app’s token', async () => {
    await sandbox.deliveriesDone()
    const before = receiver.received.length
    const { objects } = await sandbox.trigger('quickbooks', 'customer.created', { name: 'Watched' })
    await sandbox.deliveriesDone()
    const { headers, body } = receiver.received[before] ?? { headers: {}, body: '' }
    expect(headers['intuit-signature']).toBe(
      createHmac('sha256', verifierToken).update(body).digest('base64'),
    )
    expect(JSON.parse(body)).toMatchObject([
      { type: 'qbo.customer.created.v1', intuitentityid: objects[0], intuitaccountid: realmId, data: {} },
    ])
    expect(body).not.toContain('Watched')
    sandbox.register({ quickbooks: { realmId, ...app, webhookFormat: 'legacy' } })
    await sandbox.trigger('quickbooks', 'payment.created')
    await sandbox.deliveriesDone()
    const told = JSON.parse(receiver.received.at(-1)?.body ?? '{}')
    // The payment, and the invoice that it paid.
    const [first, second] = told.eventNotifications[0].dataChangeEvent.entities
    expect([first.name, first.operation, second.name, second.operation]).toEqual([
      'Payment',
      'Create',
      'Invoice',
      'Update',
    ])
  })
})

it('is revoked at the end, and nothing works any more', async () => {
  await client.revoke()
  const answer = await fetch(`${sandbox.url}/quickbooks/v3/company/${realmId}/customer/1`, {
    headers: { authorization: `Bearer ${client.getToken().access_token}` },
  })
  expect(answer.status).toBe(401)
})
