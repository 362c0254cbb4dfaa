import type { ProviderContext } from '../context.ts'
import type { Answer, Call, Result } from '../provider.ts'
import { companyOfApp, freshCode } from './oauth.ts'
import { companies } from './state.ts'

export const authorizePath = '/quickbooks/connect/oauth2'

type Ask = { clientId: string; redirectUri: string; state: string }

/** The page somebody is sent to from the app: which company, and whether they agree. */
export function authorize(ctx: ProviderContext, call: Call): Result {
  const form = call.method === 'POST' ? new URLSearchParams(call.body.toString('utf8')) : call.query
  const ask: Ask = {
    clientId: form.get('client_id') ?? '',
    redirectUri: form.get('redirect_uri') ?? '',
    state: form.get('state') ?? '',
  }
  const known = companyOfApp(ctx, (one) => one.clientId === ask.clientId)
  const wrong = !known
    ? 'This app is not known.'
    : !known.redirectUris.includes(ask.redirectUri)
      ? 'The redirect_uri is not one of this app.'
      : call.method === 'GET' && form.get('response_type') !== 'code'
        ? 'The response_type must be code.'
        : null
  if (wrong !== null)
    return { executed: false, answer: page(400, '<p>Sorry, but this did not work: ' + wrong) }
  if (call.method === 'GET') return { executed: false, answer: page(200, consent(ctx, ask)) }
  return { executed: true, answer: decide(ctx, ask, form) }
}

function decide(ctx: ProviderContext, ask: Ask, form: URLSearchParams): Answer {
  const realmId = form.get('realm') ?? ''
  const company = companies(ctx.store).get(realmId)
  const { clientId, redirectUri, state } = ask
  if (form.get('decision') !== 'approve') return redirect(redirectUri, { error: 'access_denied', state })
  if (company?.clientId !== clientId) return page(400, '<p>There is no such company.')
  return redirect(redirectUri, { code: freshCode(ctx, { realmId, clientId, redirectUri }), state, realmId })
}

function redirect(to: string, members: Record<string, string>): Answer {
  const url = new URL(to)
  for (const [name, value] of Object.entries(members)) url.searchParams.set(name, value)
  return { status: 303, headers: { location: url.href }, body: '' }
}

function consent(ctx: ProviderContext, { clientId, redirectUri, state }: Ask): string {
  const own = [...companies(ctx.store).oldestFirst()].filter((one) => one.clientId === clientId)
  const choices = own.map(
    ({ realmId, name }) => `<option value="${escape(realmId)}">${escape(name)}</option>`,
  )
  const hidden = Object.entries({ client_id: clientId, redirect_uri: redirectUri, state })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`)
    .join('')
  return `<h1>Connect to QuickBooks</h1>
<p>An app asks to read and change the books of a company.</p>
<form method="post" action="${authorizePath}">${hidden}
<p><label>Company <select name="realm">${choices.join('')}</select></label></p>
<p><button name="decision" value="approve">Approve</button> <button name="decision" value="deny">Deny</button></p>
</form>`
}

const page = (status: number, content: string): Answer => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>QuickBooks sandbox</title>
<style>body{font:16px/1.5 system-ui;margin:3rem auto;max-width:30rem;padding:0 1rem}button{font:inherit;padding:.4rem 1rem}</style>
${content}</html>`,
})

const escape = (value: string): string => value.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
