import { Readable } from 'node:stream'
import type { KMSClientConfig } from '@aws-sdk/client-kms'
import { z } from 'zod'

/** A call as it stands in a file. Everything that may be left out is found out from the rest. */
export const exchangeSchema = z.looseObject({
  method: z.string().max(10).default('POST'),
  path: z.string().max(2_000).default('/'),
  request_headers: z.record(z.string(), z.string()).default({}),
  request: z.record(z.string(), z.unknown()).optional(),
  status: z.int().min(100).max(599).optional(),
  response_headers: z.record(z.string(), z.string()).default({}),
  sdk_result: z.union([z.string(), z.looseObject({ error: z.string().optional() })]).optional(),
})
export type Exchange = z.output<typeof exchangeSchema>

/** The answer's bytes, by the names that files use for it; null where there is none. */
export function answerOf(exchange: Exchange): string | null {
  for (const name of ['response_raw', 'raw_body'])
    if (typeof exchange[name] === 'string') return exchange[name]
  const value = exchange.response ?? exchange.body
  return value === undefined || value === null ? null : JSON.stringify(value)
}

const prefix = 'TrentService.'

/** By the header that names it, else by what the answer or the request has in it. */
export function operationOf({ request_headers, request, ...rest }: Exchange): string {
  const target = Object.entries(request_headers).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1]
  if (target?.startsWith(prefix)) return target.slice(prefix.length)
  if (typeof rest.operation === 'string') return rest.operation
  const members = new Set(Object.keys((rest.response ?? {}) as object))
  const asked = new Set(Object.keys(request ?? {}))
  if (members.has('KeyMetadata')) return 'DescribeKey'
  if (members.has('SourceKeyId') || asked.has('DestinationKeyId')) return 'ReEncrypt'
  if (asked.has('KeySpec') || asked.has('NumberOfBytes')) return 'GenerateDataKey'
  if (members.has('Plaintext') && members.has('CiphertextBlob')) return 'GenerateDataKey'
  if (members.has('CiphertextBlob') || asked.has('Plaintext')) return 'Encrypt'
  return members.has('Plaintext') || asked.has('CiphertextBlob') ? 'Decrypt' : 'DescribeKey'
}

export interface SentRequest {
  readonly method: string
  readonly path: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A line on which what is sent is kept, and the recorded answer comes back. */
export function recordedLine(exchange: Exchange, answer: string) {
  const sent: SentRequest[] = []
  const { __type } = (parsed(answer) ?? {}) as { __type?: unknown }
  const status = exchange.status ?? (typeof __type === 'string' ? 400 : 200)
  const requestHandler = {
    async handle(request: {
      method: string
      path: string
      headers: Record<string, string>
      body?: string | Uint8Array
    }) {
      const { method, path, body } = request
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
      )
      sent.push({
        method,
        path,
        headers,
        body: parsed(typeof body === 'string' ? body : new TextDecoder().decode(body)),
      })
      const response = {
        statusCode: status,
        headers: lowerCase(exchange.response_headers),
        body: Readable.from([Buffer.from(answer)]),
      }
      return { response }
    },
  } as unknown as NonNullable<KMSClientConfig['requestHandler']>
  return { requestHandler, sent, status }
}

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
