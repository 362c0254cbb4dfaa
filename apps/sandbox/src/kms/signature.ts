import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from '../provider.ts'
import { kmsException } from './answers.ts'

export type SignedCall = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer }

/** The one caller that the key service knows. Invented, and good for nothing elsewhere. */
export const kmsCaller = {
  accessKeyId: 'AKIASANDBOXSYNCLINE1',
  secretAccessKey: 'sandbox+secret+access+key+good+nowhere',
}

const windowMs = 5 * 60_000
const form =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]{1,128})\/(\d{8})\/([a-z0-9-]{1,40})\/kms\/aws4_request, ?SignedHeaders=([a-z0-9;-]{1,1000}), ?Signature=([0-9a-f]{64})$/

/** Signature Version 4 by AWS's published algorithm, with lines of our own. Null when it is right. */
export function refusedSignature(call: SignedCall, nowMs: number): Answer | null {
  const { authorization } = call.headers
  if (authorization === undefined)
    return kmsException('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const [, accessKeyId, day, region, names, given] = form.exec(authorization) ?? []
  if (!accessKeyId || !day || !region || !names || !given)
    return kmsException('InvalidSignatureException', 'Authorization header can not be read.')
  if (accessKeyId !== kmsCaller.accessKeyId)
    return kmsException(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    )
  const time = String(call.headers['x-amz-date'] ?? '')
  const at = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!(Math.abs(nowMs - at) <= windowMs) || !time.startsWith(day))
    return kmsException('InvalidSignatureException', `Signature expired: ${time.slice(0, 20)}`)
  const wanted = signatureOf(call, { time, day, region, names })
  return timingSafeEqual(Buffer.from(wanted, 'hex'), Buffer.from(given, 'hex'))
    ? null
    : kmsException(
        'InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided.',
      )
}

function signatureOf(
  { method, path, headers, body }: SignedCall,
  scope: { time: string; day: string; region: string; names: string },
): string {
  const lines = scope.names.split(';').map((name) => {
    const value = headers[name]
    return `${name}:${String(value ?? '').trim()}\n`
  })
  const canonical = [method, path, '', lines.join(''), scope.names, sha256(body)].join('\n')
  const place = `${scope.day}/${scope.region}/kms/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', scope.time, place, sha256(canonical)].join('\n')
  const key = [scope.day, scope.region, 'kms', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${kmsCaller.secretAccessKey}`,
  )
  return hmac(key, toSign).toString('hex')
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest()
