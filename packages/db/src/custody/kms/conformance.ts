import { isDeepStrictEqual } from 'node:util'
import { createKmsClient, loadSdk } from './client.ts'
import { answerOf, type Exchange, exchangeSchema, operationOf, recordedLine } from './exchange.ts'
import { meaningOf } from './problem.ts'

/** What our client made of one recorded call; everything beside `result` says what was understood. */
export interface KmsCase {
  readonly case: string
  readonly result: 'passed' | 'failed'
  readonly [detail: string]: unknown
}

/**
 * Sends a recorded request through the client that wraps our keys and lets it read the recorded answer: what goes out
 * has to be the recorded request, and what is made of the answer what the file says. Never shows what was opened.
 */
export async function checkKmsExchange(file: unknown): Promise<KmsCase> {
  const read = exchangeSchema.safeParse(file)
  if (!read.success) return failed('exchange', 'It is not a call of the key service.')
  const exchange = read.data
  const answer = answerOf(exchange)
  const operation = operationOf(exchange)
  if (answer === null) return failed(operation, 'There is no answer.')
  const sdk = await loadSdk()
  const Command = (sdk as unknown as Record<string, new (input: object) => never>)[`${operation}Command`]
  if (!Command) return failed(operation, 'The key service has no such operation.')
  const { requestHandler, sent, status } = recordedLine(exchange, answer)
  const client = createKmsClient(
    sdk,
    { keyId: '', endpoint: 'http://kms.invalid', region: null },
    { requestHandler, maxAttempts: 1, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' } },
  )
  const outcome = await client.send(new Command(withBytes(exchange.request ?? placeholder))).then(
    (output: object) => understandAnswer(operation, output),
    (error: unknown) => understandError(error, status),
  )
  client.destroy()
  const wrong = wrongRequest(exchange, operation, sent[0]) ?? wrongOutcome(exchange, status, outcome)
  if (wrong !== null) return { ...failed(operation, wrong), status, understood: outcome }
  return { case: operation, result: 'passed', status, understood: outcome }
}

const failed = (name: string, why: string): KmsCase => ({ case: name, result: 'failed', why })

/** Where a file has only an answer, something has to be asked all the same. */
const placeholder = {
  KeyId: 'alias/any',
  CiphertextBlob: 'AAAA',
  Plaintext: 'AAAA',
  DestinationKeyId: 'alias/any',
}
const blobs = ['CiphertextBlob', 'Plaintext', 'Message', 'Signature', 'Mac']

/** Bytes are base64 on the wire and bytes to the SDK. */
function withBytes(request: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(request).map(([name, value]) => [
      name,
      blobs.includes(name) && typeof value === 'string' ? Buffer.from(value, 'base64') : value,
    ]),
  )
}

type Understood =
  | { readonly kind: 'answer'; readonly [member: string]: unknown }
  | { readonly kind: 'error'; readonly error: string; readonly meaning: string; readonly retryable: boolean }
  | { readonly kind: 'not_understood'; readonly missing: string }

/** Members an answer must have for us to go on with it. */
const needed: Readonly<Record<string, readonly string[]>> = {
  Encrypt: ['CiphertextBlob', 'KeyId'],
  Decrypt: ['Plaintext', 'KeyId'],
  GenerateDataKey: ['Plaintext', 'CiphertextBlob', 'KeyId'],
  GenerateDataKeyWithoutPlaintext: ['CiphertextBlob', 'KeyId'],
  ReEncrypt: ['CiphertextBlob', 'KeyId'],
  DescribeKey: ['KeyMetadata'],
}

function understandAnswer(operation: string, output: object): Understood {
  const { $metadata: _, ...members } = output as Record<string, unknown>
  const missing = (needed[operation] ?? []).find((name) => {
    const value = members[name]
    return value === undefined || (value instanceof Uint8Array && value.length === 0)
  })
  if (missing !== undefined) return { kind: 'not_understood', missing }
  return {
    kind: 'answer',
    ...Object.fromEntries(
      Object.entries(members)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) =>
          value instanceof Uint8Array ? [`${name}Bytes`, value.length] : [name, value],
        ),
    ),
  }
}

function understandError(error: unknown, status: number): Understood {
  const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } }
  const meaning = meaningOf(name, $metadata?.httpStatusCode ?? status)
  return { kind: 'error', error: name, meaning, retryable: meaning === 'away' }
}

/** What is wrong with what our client sends; null where it is the recorded request. */
function wrongRequest(
  exchange: Exchange,
  operation: string,
  sent: ReturnType<typeof recordedLine>['sent'][number] | undefined,
): string | null {
  if (!sent) return 'Nothing was sent.'
  const { headers } = sent
  if (sent.method !== exchange.method || sent.path !== exchange.path)
    return `It goes by ${sent.method} ${sent.path}.`
  if (headers['x-amz-target'] !== `TrentService.${operation}`)
    return `Its target is ${headers['x-amz-target']}.`
  if (headers['content-type'] !== 'application/x-amz-json-1.1')
    return `Its type is ${headers['content-type']}.`
  if (!/^AWS4-HMAC-SHA256 Credential=\S+\/kms\/aws4_request, /.test(headers.authorization ?? ''))
    return 'It is not signed for the key service.'
  return exchange.request === undefined || isDeepStrictEqual(sent.body, exchange.request)
    ? null
    : 'Its body is another.'
}

function wrongOutcome(exchange: Exchange, status: number, outcome: Understood): string | null {
  if (outcome.kind === 'not_understood') return `The answer has no ${outcome.missing}.`
  const { sdk_result: wanted } = exchange
  const error = typeof wanted === 'object' ? wanted.error : undefined
  const shouldFail = error !== undefined || (wanted === undefined && status >= 300)
  if (shouldFail !== (outcome.kind === 'error'))
    return shouldFail ? 'It should be refused.' : 'It should be taken.'
  return error === undefined || (outcome.kind === 'error' && outcome.error === error)
    ? null
    : `The file says ${error}.`
}
