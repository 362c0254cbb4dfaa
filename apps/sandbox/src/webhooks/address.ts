import { bad, good, type Read } from '../shape.ts'

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * A webhook address this sandbox may post to: http or https, on this machine or on a host it was told about. It
 * signs whatever anybody triggers, so it must not be a way to reach other machines.
 */
export function readWebhookUrl(value: unknown, path: string, hosts: readonly string[]): Read<string> {
  if (typeof value !== 'string' || value.length > 2048 || !URL.canParse(value))
    return bad(path, 'must be a URL')
  const url = new URL(value)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return bad(path, 'must be http or https')
  if (loopback.has(url.hostname) || hosts.includes(url.hostname)) return good(value)
  return bad(path, 'must point to this machine; allow other hosts with SANDBOX_WEBHOOK_HOSTS')
}
