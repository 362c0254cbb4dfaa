/** The calls that the hub makes, by name. */
export const endpoints = ['check_meter', 'vend', 'requery', 'balance', 'tariff', 'discos'] as const
export type Endpoint = (typeof endpoints)[number]

const paths: readonly { readonly endpoint: Endpoint; readonly method: string; readonly path: RegExp }[] = [
  { endpoint: 'check_meter', method: 'GET', path: /\/check\/meter$/ },
  { endpoint: 'vend', method: 'POST', path: /\/vend$/ },
  { endpoint: 'requery', method: 'GET', path: /\/transaction\/[^/]+$/ },
  { endpoint: 'balance', method: 'GET', path: /\/wallet\/balance$/ },
  { endpoint: 'tariff', method: 'GET', path: /\/tariff$/ },
  { endpoint: 'discos', method: 'GET', path: /\/discos\/status$/ },
]

/** Which call an address belongs to, whatever its query, by whatever method where none is said; null for none of ours. */
export function endpointOf(method: string | null, address: string): Endpoint | null {
  const [path = ''] = address.split('?')
  const bare = path.replace(/\/$/, '')
  return paths.find((one) => one.method === (method ?? one.method) && one.path.test(bare))?.endpoint ?? null
}
