import { randomBytes } from 'node:crypto'
import type { Answer } from '../provider.ts'
import { isException, kmsAnswer, kmsException } from './answers.ts'
import { decrypt, type EncryptionContext, encrypt, keyIdOf } from './ciphertext.ts'
import { blobOf, contextOf, type Input, optionalText, textOf } from './input.ts'
import { aliasArn, awsAccountId, createKey, findKey, type KmsKey, type KmsState, keyArn } from './state.ts'

type Operation = (state: KmsState, input: Input, nowMs: number) => Answer

const algorithm = 'SYMMETRIC_DEFAULT'
const maxPlainBytes = 4096
const maxBlobBytes = 6144
const maxKeys = 1000

/** What `X-Amz-Target: TrentService.<name>` may ask for. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [
    'Encrypt',
    (state, input) => {
      const plain = blobOf(input, 'Plaintext', maxPlainBytes)
      const context = contextOf(input)
      const key = usableKey(state, input)
      if (!Buffer.isBuffer(plain)) return plain
      if (isException(context)) return context
      if (isException(key)) return key
      return kmsAnswer({
        CiphertextBlob: encrypt(key, plain, context as EncryptionContext).toString('base64'),
        KeyId: keyArn(key.keyId),
        EncryptionAlgorithm: algorithm,
      })
    },
  ],
  [
    'Decrypt',
    (state, input) => {
      const opened = open(state, input, 'KeyId', 'EncryptionContext')
      if (isException(opened)) return opened
      return kmsAnswer({
        Plaintext: opened.plain.toString('base64'),
        KeyId: keyArn(opened.key.keyId),
        EncryptionAlgorithm: algorithm,
        KeyMaterialId: opened.key.materialId,
      })
    },
  ],
  [
    'GenerateDataKey',
    (state, input) => {
      const bytes = dataKeyBytes(input)
      const context = contextOf(input)
      const key = usableKey(state, input)
      if (typeof bytes !== 'number') return bytes
      if (isException(context)) return context
      if (isException(key)) return key
      const plain = randomBytes(bytes)
      return kmsAnswer({
        Plaintext: plain.toString('base64'),
        CiphertextBlob: encrypt(key, plain, context as EncryptionContext).toString('base64'),
        KeyId: keyArn(key.keyId),
        KeyMaterialId: key.materialId,
      })
    },
  ],
  [
    'ReEncrypt',
    (state, input) => {
      const opened = open(state, input, 'SourceKeyId', 'SourceEncryptionContext')
      if (isException(opened)) return opened
      const context = contextOf(input, 'DestinationEncryptionContext')
      const key = usableKey(state, input, 'DestinationKeyId')
      if (isException(context)) return context
      if (isException(key)) return key
      return kmsAnswer({
        CiphertextBlob: encrypt(key, opened.plain, context as EncryptionContext).toString('base64'),
        SourceKeyId: keyArn(opened.key.keyId),
        KeyId: keyArn(key.keyId),
        SourceEncryptionAlgorithm: algorithm,
        DestinationEncryptionAlgorithm: algorithm,
      })
    },
  ],
  [
    'DescribeKey',
    (state, input) => {
      const key = namedKey(state, input)
      return isException(key) ? key : kmsAnswer({ KeyMetadata: metadataOf(key) })
    },
  ],
  [
    'CreateKey',
    (state, input, nowMs) => {
      const description = optionalText(input, 'Description')
      if (description !== null && typeof description !== 'string') return description
      if (state.keys.size >= maxKeys)
        return kmsException('LimitExceededException', `At most ${maxKeys} keys.`)
      return kmsAnswer({ KeyMetadata: metadataOf(createKey(state, description ?? '', nowMs)) })
    },
  ],
  ['CreateAlias', (state, input) => nameKey(state, input, true)],
  ['UpdateAlias', (state, input) => nameKey(state, input, false)],
  ['EnableKey', (state, input) => change(state, input, 'Enabled')],
  ['DisableKey', (state, input) => change(state, input, 'Disabled')],
  ['ScheduleKeyDeletion', (state, input) => change(state, input, 'PendingDeletion')],
])

function namedKey(state: KmsState, input: Input, member = 'KeyId'): KmsKey | Answer {
  const name = textOf(input, member)
  if (typeof name !== 'string') return name
  const found = findKey(state, name)
  if (found) return found
  return name.startsWith('alias/')
    ? kmsException('NotFoundException', `Alias ${aliasArn(name)} is not found.`)
    : kmsException('NotFoundException', `Key '${name.includes(':') ? name : keyArn(name)}' does not exist`)
}

const usableKey = (state: KmsState, input: Input, member = 'KeyId'): KmsKey | Answer => {
  const key = namedKey(state, input, member)
  return isException(key) ? key : refusedBy(key)
}

function refusedBy(key: KmsKey): KmsKey | Answer {
  switch (key.state) {
    case 'Enabled':
      return key
    case 'Disabled':
      return kmsException('DisabledException', `${keyArn(key.keyId)} is disabled.`)
    case 'PendingDeletion':
      return kmsException('KMSInvalidStateException', `${keyArn(key.keyId)} is pending deletion.`)
  }
}

/** Opens a ciphertext under the key it is bound to, which must be the one the caller names, if any. */
function open(
  state: KmsState,
  input: Input,
  keyMember: string,
  contextMember: string,
): { key: KmsKey; plain: Buffer } | Answer {
  const blob = blobOf(input, 'CiphertextBlob', maxBlobBytes)
  if (!Buffer.isBuffer(blob)) return blob
  const context = contextOf(input, contextMember)
  if (isException(context)) return context
  const keyId = keyIdOf(blob)
  const bound = keyId === null ? undefined : state.keys.get(keyId)
  if (!bound) return kmsException('InvalidCiphertextException')
  if (input[keyMember] !== undefined && input[keyMember] !== null) {
    const named = namedKey(state, input, keyMember)
    if (isException(named)) return named
    if (named.keyId !== bound.keyId)
      return kmsException(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      )
  }
  const key = refusedBy(bound)
  if (isException(key)) return key
  const plain = decrypt(key, blob, context as EncryptionContext)
  return plain === null ? kmsException('InvalidCiphertextException') : { key, plain }
}

/** By `KeySpec` or `NumberOfBytes`, exactly one of them. */
function dataKeyBytes({ KeySpec: spec, NumberOfBytes: bytes }: Input): number | Answer {
  if ((spec === undefined) === (bytes === undefined))
    return kmsException('ValidationException', 'Please specify either number of bytes or key spec.')
  if (spec === 'AES_256') return 32
  if (spec === 'AES_128') return 16
  if (Number.isInteger(bytes) && (bytes as number) >= 1 && (bytes as number) <= 1024) return bytes as number
  return kmsException('ValidationException', 'KeySpec is AES_256 or AES_128, NumberOfBytes 1 to 1024.')
}

function nameKey(state: KmsState, input: Input, fresh: boolean): Answer {
  const alias = textOf(input, 'AliasName', 256)
  if (typeof alias !== 'string') return alias
  if (!/^alias\/[\w/-]+$/.test(alias))
    return kmsException('ValidationException', 'Alias must start with the prefix "alias/".')
  const key = namedKey(state, input, 'TargetKeyId')
  if (isException(key)) return key
  const known = state.aliases.get(alias) !== undefined
  if (fresh && known)
    return kmsException('AlreadyExistsException', `An alias with the name ${aliasArn(alias)} already exists`)
  if (!fresh && !known) return kmsException('NotFoundException', `Alias ${aliasArn(alias)} is not found.`)
  if (fresh && state.aliases.size >= maxKeys)
    return kmsException('LimitExceededException', `At most ${maxKeys} aliases.`)
  state.aliases.put(alias, key.keyId)
  return kmsAnswer({})
}

function change(state: KmsState, input: Input, to: KmsKey['state']): Answer {
  const key = namedKey(state, input)
  if (isException(key)) return key
  state.keys.put(key.keyId, { ...key, state: to })
  return kmsAnswer(to === 'PendingDeletion' ? { KeyId: keyArn(key.keyId), KeyState: to } : {})
}

function metadataOf(key: KmsKey) {
  return {
    AWSAccountId: awsAccountId,
    KeyId: key.keyId,
    Arn: keyArn(key.keyId),
    CreationDate: key.createdAtMs / 1000,
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.state,
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: algorithm,
    KeySpec: algorithm,
    EncryptionAlgorithms: [algorithm],
    MultiRegion: false,
  }
}
