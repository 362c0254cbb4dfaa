import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import type { Env } from '../env.ts'

export interface MetricsDoor {
  readonly port: number
  close(): Promise<void>
}

const requestTimeoutMs = 10_000
const maxConnections = 100

/**
 * A port that answers `GET /metrics` and nothing else, without a key: it is for a network that only the scraper reaches.
 * Null where none is wanted.
 */
export async function openMetricsDoor(
  metrics: Registry,
  { metrics: { enabled, port }, host }: Pick<Env, 'metrics' | 'host'>,
): Promise<MetricsDoor | null> {
  if (!enabled || port === null) return null
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end()
    metrics.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  server.maxConnections = maxConnections
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
