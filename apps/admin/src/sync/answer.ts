import type { TryView } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'

/** The names that HTTP gives its answers (RFC 9110); others show their number alone. */
const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** «503 Service Unavailable» */
export function statusLine(status: number): string {
  const phrase = phrases[status]
  return phrase === undefined ? String(status) : `${status} ${phrase}`
}

export function answerText(each: TryView): string {
  const status = each.attempt?.response?.status
  if (status !== undefined) return statusLine(status)
  return each.outcome === 'running' ? strings.sync.tries.running : strings.sync.tries.noAnswer
}

/** JSON with line breaks; anything else as it came. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
