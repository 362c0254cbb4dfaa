import { createHash } from 'node:crypto'

/** SHA-256 over the address and the decoded parameters, whatever their order and spacing on the wire. */
export function fingerprintOf(method: string, path: string, parameters: unknown): string {
  return createHash('sha256')
    .update(`${method} ${path} ${JSON.stringify(parameters, sortKeys)}`)
    .digest('hex')
}

function sortKeys(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value
}
