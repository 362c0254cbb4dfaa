import type { Answer } from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import { kmsException } from './answers.ts'
import type { EncryptionContext } from './ciphertext.ts'

export type Input = Readonly<Record<string, unknown>>

const invalid = (member: string, constraint: string): Answer =>
  kmsException(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${constraint}`,
  )

/** A member that has to be there, not empty. */
export function textOf(input: Input, name: string, maxLength = 2048): string | Answer {
  const value = input[name]
  if (value === undefined || value === null) return invalid(lower(name), 'Member must not be null')
  if (typeof value !== 'string')
    return kmsException('SerializationException', `${name} can not be converted to a String`)
  if (value === '') return invalid(lower(name), 'Member must have length greater than or equal to 1')
  if (value.length > maxLength)
    return invalid(lower(name), `Member must have length less than or equal to ${maxLength}`)
  return value
}

export function optionalText(input: Input, name: string): string | null | Answer {
  return input[name] === undefined || input[name] === null ? null : textOf(input, name)
}

/** Bytes, base64 on the wire. */
export function blobOf(input: Input, name: string, maxBytes: number): Buffer | Answer {
  const text = textOf(input, name, Math.ceil(maxBytes / 3) * 4 + 4)
  if (typeof text !== 'string') return text
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
    return kmsException('SerializationException', `${name} is not base64`)
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > maxBytes
    ? invalid(lower(name), `Member must have length less than or equal to ${maxBytes}`)
    : bytes
}

const maxPairs = 64

export function contextOf(input: Input, name = 'EncryptionContext'): EncryptionContext | Answer {
  const value = input[name] ?? {}
  if (!isPlainObject(value) || Object.values(value).some((one) => typeof one !== 'string'))
    return kmsException('SerializationException', `${name} is not a map of strings`)
  if (Object.keys(value).length > maxPairs) return invalid(lower(name), `At most ${maxPairs} pairs`)
  return value as EncryptionContext
}

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
