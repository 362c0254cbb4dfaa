export interface ClientSettings {
  /** Where Syncline is, as `https://hub.example`. */
  readonly url: string
  /** `syn_live_…`, from Settings → API keys. */
  readonly apiKey: string
  /** Milliseconds until a call is given up; 30,000 unless said otherwise. */
  readonly timeoutMs?: number
  /** In place of the built-in one. */
  readonly fetch?: typeof fetch
}

export interface CallOptions {
  /** Under the same key, a change that is sent again within a day is made once and answered the same. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

export interface Operation {
  readonly method: string
  /** Below `/api/v1`. */
  readonly path: string
  /** The field of the input that stands in the path. */
  readonly idField: string | null
}

/** A refusal by Syncline, or a failure on the way to it (`status` 0, `code` UNREACHABLE). */
export class SynclineError extends Error {
  readonly status: number
  readonly code: string
  /** What to do next. */
  readonly remedy: string
  readonly details: Readonly<Record<string, unknown>>
  /** To quote when asking for help; null when Syncline was not reached. */
  readonly errorId: string | null
  /** How many seconds to wait before trying again, where Syncline said so. */
  readonly retryAfterSeconds: number | null

  constructor(status: number, body: unknown, retryAfter: string | null, options?: { cause?: unknown }) {
    const read = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
    const text = (name: string, otherwise: string) =>
      typeof read[name] === 'string' ? (read[name] as string) : otherwise
    super(
      text('message', status === 0 ? 'Syncline could not be reached.' : `Syncline answered ${status}.`),
      options,
    )
    this.name = 'SynclineError'
    this.status = status
    this.code = text('code', status === 0 ? 'UNREACHABLE' : 'UNKNOWN')
    this.remedy = text('remedy', '')
    this.details = (read['details'] as Record<string, unknown> | undefined) ?? {}
    this.errorId = text('errorId', '') || null
    const seconds = Number(retryAfter)
    this.retryAfterSeconds = retryAfter !== null && Number.isFinite(seconds) ? seconds : null
  }
}

const defaultTimeoutMs = 30_000

/** Sends one call. @throws SynclineError */
export async function call(
  settings: ClientSettings,
  operation: Operation,
  input: Readonly<Record<string, unknown>> = {},
  { idempotencyKey, signal }: CallOptions = {},
): Promise<unknown> {
  const { idField, method } = operation
  const { [idField ?? '']: id, ...fields } = input
  const path = idField
    ? operation.path.replace(`{${idField}}`, encodeURIComponent(String(id)))
    : operation.path
  const inQuery = method === 'GET' || method === 'DELETE'
  const url = new URL(`${settings.url.replace(/\/+$/, '')}/api/v1${path}`)
  if (inQuery)
    for (const [name, value] of Object.entries(fields))
      if (value !== undefined && value !== null)
        url.searchParams.set(name, Array.isArray(value) ? value.join(',') : `${value as string}`)
  const timeout = AbortSignal.timeout(settings.timeoutMs ?? defaultTimeoutMs)
  const given = settings.fetch ?? fetch
  let response: Response
  try {
    response = await given(url, {
      method,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        accept: 'application/json',
        'x-api-key': settings.apiKey,
        ...(!inQuery && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(!inQuery && { body: JSON.stringify(fields) }),
    })
  } catch (cause) {
    throw new SynclineError(0, null, null, { cause })
  }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new SynclineError(response.status, body, response.headers.get('retry-after'))
  return body
}
