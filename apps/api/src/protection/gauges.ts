import { breakerStates, healths } from '@syncline/domain/connection'
import type pg from 'pg'
import { Gauge, type Registry } from 'prom-client'

interface Row {
  readonly gauge: 'breaker' | 'health'
  readonly provider: string
  readonly state: string
  readonly connections: number
}

const keptMs = 5_000

/** How many connections of each provider are in which state; read when somebody asks, every five seconds at most. */
export function observeProtection(pool: pg.Pool, metrics: Registry): void {
  let kept: { readonly rows: Promise<readonly Row[]>; readonly atMs: number } | null = null
  function read(): Promise<readonly Row[]> {
    if (!kept || performance.now() - kept.atMs > keptMs) {
      const rows = pool
        .query<Row>('select gauge, provider, state, connections from read.protection_gauges()')
        .then((result) => result.rows)
      kept = { rows, atMs: performance.now() }
    }
    return kept.rows
  }
  const gauge = (name: string, help: string, of: Row['gauge'], states: readonly string[]) =>
    new Gauge({
      name,
      help,
      labelNames: ['provider', 'state'],
      registers: [metrics],
      async collect() {
        // A database that is away must not take the other numbers with it.
        const rows = await read().catch(() => [])
        this.reset()
        for (const provider of new Set(rows.map((row) => row.provider)))
          for (const state of states) {
            const row = rows.find(
              (each) => each.gauge === of && each.provider === provider && each.state === state,
            )
            this.set({ provider, state }, row?.connections ?? 0)
          }
      },
    })
  gauge('syncline_breakers', 'Connections by provider and state of their breaker', 'breaker', breakerStates)
  gauge('syncline_health', 'Connections by provider and health', 'health', healths)
}
