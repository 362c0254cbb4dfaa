import type { ProviderContext } from '../context.ts'

const rows = 50

/** A plain page with the newest entries of each ledger; reload to see more. */
export function page(ctx: ProviderContext): string {
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
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sandbox</title>
<style>body{font:14px/1.4 system-ui;margin:2rem}table{border-collapse:collapse;margin-bottom:2rem}
th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd}td{font-variant-numeric:tabular-nums}</style>
<h1>Sandbox</h1>
${table('Effects', ['at', 'provider', 'change', 'object', 'origin', 'idempotency key'], effects)}
${table('Requests', ['at', 'provider', 'request', 'status', 'what happened', 'idempotency key'], requests)}
${table('Webhooks', ['at', 'provider', 'type', 'event', 'state', 'tries'], deliveries)}
</html>`
}

function take<T>(entries: Iterable<[number, T]>, show: (entry: T) => string[]): string[][] {
  const shown: string[][] = []
  for (const [, entry] of entries) {
    if (shown.length === rows) break
    shown.push(show(entry))
  }
  return shown
}

function table(title: string, heads: string[], body: string[][]): string {
  const cells = (tag: string, values: string[]) =>
    values.map((value) => `<${tag}>${escape(value)}</${tag}>`).join('')
  const lines = body.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n')
  return `<h2>${title}</h2><table><tr>${cells('th', heads)}</tr>${lines}</table>`
}

function escape(value: string): string {
  return value.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}
