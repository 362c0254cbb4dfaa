import { textOf } from '../mail/catcher.ts'
import { type ProviderName, providerNames } from '../provider.ts'
import type { AdminContext } from './context.ts'
import { forms, trafficForm } from './forms.ts'
import { escape } from './html.ts'

const rows = 50

/**
 * A plain page: what can be made to happen and to go wrong, and the newest entries of each ledger; reload to see more.
 * `?provider=` shows one provider alone, `?said=` what became of a form.
 */
export function page(admin: AdminContext, query: URLSearchParams): string {
  const { ctx } = admin
  const wanted = providerNames.find((name) => name === query.get('provider')) ?? null
  const said = query.get('said')
  const take = takeOf(wanted)
  const effects = take(ctx.ledger.effects.newest(), (effect) => [
    effect.at,
    effect.provider,
    `${effect.operation} ${effect.entity}`,
    effect.objectId,
    effect.origin,
    effect.idempotencyKey ?? '',
  ])
  const requests = take(ctx.ledger.requests.newest(), (request) => [
    request.at,
    request.provider,
    `${request.method} ${request.path}`,
    String(request.status ?? 'open'),
    [request.executed ? 'executed' : '', request.replayed ? 'replayed' : '', request.fault ?? ''].join(' '),
    request.idempotencyKey ?? '',
  ])
  const deliveries = take(ctx.outbox.deliveries.newest(), (delivery) => [
    delivery.createdAt,
    delivery.provider,
    delivery.eventType,
    delivery.eventId,
    delivery.state,
    delivery.attempts.map((attempt) => attempt.status ?? attempt.error).join(', '),
  ])
  const mails = [...admin.mail.mails.newest()]
    .slice(0, rows)
    .map(([, mail]) => [mail.at, mail.to.join(', '), mail.subject, textOf(mail.source)])
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sandbox</title>
<style>body{font:14px/1.4 system-ui;margin:2rem}table{border-collapse:collapse;margin-bottom:2rem}
th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd}td{font-variant-numeric:tabular-nums}
nav a{margin-right:1rem}nav{overflow-wrap:anywhere}fieldset{margin:0 0 1rem;border:1px solid #ccc;min-width:0}form{display:flex;flex-wrap:wrap;gap:.4rem 1rem;
margin:.4rem 0;align-items:center}input,select,button{font:inherit;max-width:100%}label{max-width:100%}code,p{overflow-wrap:anywhere}input[type=number]{width:6rem}
.wide{overflow-x:auto}[role=status]{padding:.4rem .8rem;background:#eef}</style>
<h1>Sandbox</h1>
<nav aria-label="Providers">${links(wanted)}</nav>
${said === null ? '' : `<p role="status">${escape(said)}</p>`}
<h2>Make something happen</h2>
${trafficForm(admin)}
<p>A name that ends in a sentinel misbehaves: <code>-503 -500 -429 -422 -slow -timeout -half -garbled -once503 -twice -late
-shuffle -declined</code>.</p>
${forms(admin, wanted)}
${table('Effects', ['at', 'provider', 'change', 'object', 'origin', 'idempotency key'], effects)}
${table('Requests', ['at', 'provider', 'request', 'status', 'what happened', 'idempotency key'], requests)}
${table('Webhooks', ['at', 'provider', 'type', 'event', 'state', 'tries'], deliveries)}
${table('Mails', ['at', 'to', 'subject', 'text'], mails)}
</html>`
}

function links(wanted: ProviderName | null): string {
  const link = (name: ProviderName | null, address: string) =>
    `<a href="${address}"${name === wanted ? ' aria-current="page"' : ''}>${name ?? 'all'}</a>`
  return [
    link(null, '/_sandbox/'),
    ...providerNames.map((name) => link(name, `/_sandbox/?provider=${name}`)),
  ].join('')
}

function takeOf(wanted: ProviderName | null) {
  return <T extends { provider: ProviderName }>(
    entries: Iterable<[number, T]>,
    show: (entry: T) => string[],
  ): string[][] => {
    const shown: string[][] = []
    for (const [, entry] of entries) {
      if (shown.length === rows) break
      if (wanted === null || entry.provider === wanted) shown.push(show(entry))
    }
    return shown
  }
}

function table(title: string, heads: string[], body: string[][]): string {
  const cells = (tag: string, values: string[]) =>
    values.map((value) => `<${tag}>${escape(value)}</${tag}>`).join('')
  const lines = body.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n')
  return `<h2>${title}</h2><div class="wide"><table><tr>${cells('th', heads)}</tr>${lines}</table></div>`
}
