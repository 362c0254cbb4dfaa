import type { Answer } from '../provider.ts'

const contentType = 'application/x-amz-json-1.1'

export type KmsException =
  | 'AlreadyExistsException'
  | 'DisabledException'
  | 'IncorrectKeyException'
  | 'InvalidCiphertextException'
  | 'InvalidSignatureException'
  | 'KMSInternalException'
  | 'KMSInvalidStateException'
  | 'LimitExceededException'
  | 'MissingAuthenticationTokenException'
  | 'NotFoundException'
  | 'SerializationException'
  | 'ThrottlingException'
  | 'UnknownOperationException'
  | 'UnrecognizedClientException'
  | 'ValidationException'

export const kmsAnswer = (value: object): Answer => ({
  status: 200,
  headers: { 'content-type': contentType },
  body: JSON.stringify(value),
})

/** Without a message as KMS says nothing about a ciphertext it does not open. */
export function kmsException(type: KmsException, message?: string): Answer {
  return {
    status: type === 'KMSInternalException' ? 500 : 400,
    headers: { 'content-type': contentType },
    body: JSON.stringify({ __type: type, ...(message === undefined ? {} : { message }) }),
  }
}

/** Contexts hold texts only, so a number tells an answer from one. */
export const isException = (value: object): value is Answer =>
  'status' in value && typeof value.status === 'number'
