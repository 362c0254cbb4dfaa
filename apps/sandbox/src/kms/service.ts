import { randomUUID } from 'node:crypto'
import type { Answer } from '../provider.ts'
import { bad, fields, good, isPlainObject, nullable, oneOf, type Read, whole } from '../shape.ts'
import type { Store } from '../store/store.ts'
import { kmsException } from './answers.ts'
import { type Input, textOf } from './input.ts'
import { operations } from './operations.ts'
import { refusedSignature, type SignedCall } from './signature.ts'
import { type KmsEntry, openKmsState } from './state.ts'

/** Troubles of the key service, set by hand and forgotten by a restart. */
export type KmsTrouble = {
  latencyMs: number
  /** `unavailable` answers 500 KMSInternalException to everything; `reset` cuts every connection. */
  down: 'no' | 'unavailable' | 'reset'
  /** So many calls from now on are 400 ThrottlingException. */
  throttle: number
}

/** AWS KMS as far as an application uses it: `POST /` with `X-Amz-Target: TrentService.<operation>`. */
export type KmsService = {
  owns(path: string, headers: SignedCall['headers']): boolean
  /** Null: the line is to be cut. */
  answer(call: SignedCall): Promise<Answer | null>
  trouble(change: unknown): Read<KmsTrouble>
  requests(): KmsEntry[]
}

const target = 'TrentService.'

export function createKms(
  store: Store,
  options: { entries: number; now: () => number; wait: (delayMs: number) => Promise<void> },
): KmsService {
  const state = openKmsState(store, { entries: options.entries, now: options.now() })
  let trouble: KmsTrouble = { latencyMs: 0, down: 'no', throttle: 0 }

  function carryOut(call: SignedCall, operation: string, input: Input | null): Answer {
    if (trouble.down === 'unavailable') return kmsException('KMSInternalException')
    if (trouble.throttle > 0) {
      trouble = { ...trouble, throttle: trouble.throttle - 1 }
      return kmsException('ThrottlingException', 'Rate exceeded')
    }
    const refused = refusedSignature(call, options.now())
    if (refused) return refused
    if (input === null) return kmsException('SerializationException', 'The body is not a JSON object.')
    const run = operations.get(operation)
    return run ? run(state, input, options.now()) : kmsException('UnknownOperationException')
  }

  return {
    owns: (path, headers) =>
      (path === '/' || path === '/kms/') && String(headers['x-amz-target'] ?? '').startsWith(target),
    async answer(call) {
      if (trouble.latencyMs > 0) await options.wait(trouble.latencyMs)
      if (trouble.down === 'reset') return null
      const operation = String(call.headers['x-amz-target']).slice(target.length)
      const input = read(call.body)
      const answer = carryOut(call, operation, input)
      const requestId = randomUUID()
      state.requests.append({
        at: new Date(options.now()).toISOString(),
        operation: operation.slice(0, 60),
        accessKeyId: /Credential=([^/]{1,128})\//.exec(call.headers.authorization ?? '')?.[1] ?? null,
        keyId: named(input ?? {}, 'KeyId') ?? named(input ?? {}, 'DestinationKeyId'),
        encryptionContext: pairsOf(input?.EncryptionContext ?? input?.DestinationEncryptionContext),
        status: answer.status,
        error: answer.status === 200 ? null : typeOf(answer),
        requestId,
      })
      store.commit()
      return { ...answer, headers: { ...answer.headers, 'x-amzn-requestid': requestId } }
    },
    trouble(change) {
      const result = readTrouble(change, '')
      if (!result.ok) return result
      const { down, ...rest } = result.value
      trouble = { ...trouble, ...rest, ...(down === undefined ? {} : { down: down ?? 'no' }) }
      return good(trouble)
    },
    requests: () => [...state.requests.after(0)].map(([, entry]) => entry),
  }
}

const readTrouble = (value: unknown, path: string) =>
  isPlainObject(value) && Object.keys(value).length === 0
    ? bad(path, 'needs latencyMs, down or throttle')
    : fields<{ latencyMs: number; down: KmsTrouble['down'] | null; throttle: number }>({
        latencyMs: whole(0, 60_000),
        down: nullable(oneOf(['no', 'unavailable', 'reset'])),
        throttle: whole(0, 100_000),
      })(value, path)

function read(body: Buffer): Input | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return isPlainObject(value) ? value : null
  } catch {
    return null
  }
}

function named(input: Input, member: string): string | null {
  const name = textOf(input, member)
  return typeof name === 'string' ? name : null
}

function pairsOf(value: unknown): Record<string, string> {
  if (!isPlainObject(value)) return {}
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 20)
      .map(([name, text]) => [name, String(text).slice(0, 200)]),
  )
}

const typeOf = (answer: Answer): string => (JSON.parse(answer.body) as { __type: string }).__type
