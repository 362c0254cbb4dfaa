import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
  ReEncryptCommand,
} from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, kmsAlias, kmsCaller, type Sandbox } from '../index.ts'

let sandbox: Sandbox
let kms: KMSClient
const clientOf = (credentials = kmsCaller, endpoint = sandbox.url) =>
  new KMSClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 })

beforeAll(async () => {
  sandbox = await createSandbox()
  kms = clientOf()
})
afterAll(async () => {
  kms.destroy()
  await sandbox.close()
})

const plain = Buffer.from('a key of 32 bytes, or of more...')
const context = { organization: 'o1', purpose: 'organization' }
const encrypt = async (KeyId: string, EncryptionContext: Record<string, string> = context) =>
  (await kms.send(new EncryptCommand({ KeyId, Plaintext: plain, EncryptionContext }))).CiphertextBlob
const decrypt = (CiphertextBlob: Uint8Array | undefined, more: object = { EncryptionContext: context }) =>
  kms.send(new DecryptCommand({ CiphertextBlob, ...more }))
const newKey = async () => {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'another' }))
  return { id: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' }
}

describe('the key service, by the official SDK', () => {
  it('opens what it encrypted, by key id, ARN, alias and alias ARN', async () => {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: kmsAlias }))
    expect(KeyMetadata).toMatchObject({ Enabled: true, KeyState: 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT' })
    const { KeyId = '', Arn = '' } = KeyMetadata ?? {}
    for (const name of [KeyId, Arn, kmsAlias, Arn.replace(/:key\/.*/, `:${kmsAlias}`)]) {
      const opened = await decrypt(await encrypt(name))
      expect(Buffer.from(opened.Plaintext ?? []).equals(plain), name).toBe(true)
      expect(opened.KeyId).toBe(Arn)
    }
  })

  it('binds a ciphertext to the exact pairs of its context, in any order', async () => {
    const blob = await encrypt(kmsAlias)
    await expect(
      decrypt(blob, { EncryptionContext: { purpose: 'organization', organization: 'o1' } }),
    ).resolves.toBeTruthy()
    for (const other of [
      undefined,
      {},
      { organization: 'o1' },
      { ...context, organization: 'o2' },
      { ...context, Purpose: 'organization' },
      { ...context, version: '1' },
    ])
      await expect(decrypt(blob, { EncryptionContext: other })).rejects.toMatchObject({
        name: 'InvalidCiphertextException',
      })
  })

  it('refuses bytes with any one changed, and bytes of nobody’s', async () => {
    const blob = (await encrypt(kmsAlias)) as Uint8Array
    for (const at of [0, 5, 21, 40, blob.length - 1]) {
      const changed = Buffer.from(blob)
      changed[at] = (changed[at] as number) ^ 1
      await expect(decrypt(changed), String(at)).rejects.toMatchObject({ name: 'InvalidCiphertextException' })
    }
    await expect(decrypt(blob.subarray(0, 30))).rejects.toMatchObject({ name: 'InvalidCiphertextException' })
  })

  it('encrypts anew under another key without showing what it is', async () => {
    const { id, arn } = await newKey()
    const moved = await kms.send(
      new ReEncryptCommand({
        CiphertextBlob: await encrypt(kmsAlias),
        SourceEncryptionContext: context,
        DestinationKeyId: id,
        DestinationEncryptionContext: { ...context, version: '2' },
      }),
    )
    expect(moved.KeyId).toBe(arn)
    const opened = await decrypt(moved.CiphertextBlob, { EncryptionContext: { ...context, version: '2' } })
    expect(Buffer.from(opened.Plaintext ?? []).equals(plain)).toBe(true)
    await expect(
      decrypt(moved.CiphertextBlob, {
        EncryptionContext: { ...context, version: '2' },
        KeyId: kmsAlias,
      }),
    ).rejects.toMatchObject({ name: 'IncorrectKeyException' })
  })

  it('makes data keys of the length asked for', async () => {
    for (const [wanted, length] of [
      [{ KeySpec: 'AES_256' }, 32],
      [{ KeySpec: 'AES_128' }, 16],
      [{ NumberOfBytes: 64 }, 64],
    ] as const) {
      const made = await kms.send(
        new GenerateDataKeyCommand({ KeyId: kmsAlias, EncryptionContext: context, ...wanted }),
      )
      expect(made.Plaintext).toHaveLength(length)
      expect((await decrypt(made.CiphertextBlob)).Plaintext).toEqual(made.Plaintext)
    }
  })

  it.each([
    ['an alias nobody made', { KeyId: 'alias/none', Plaintext: plain }, 'NotFoundException'],
    ['more than 4096 bytes', { KeyId: kmsAlias, Plaintext: Buffer.alloc(4097) }, 'ValidationException'],
    ['no bytes at all', { KeyId: kmsAlias, Plaintext: Buffer.alloc(0) }, 'ValidationException'],
  ])('refuses %s', async (_what, input, name) => {
    await expect(kms.send(new EncryptCommand(input))).rejects.toMatchObject({ name })
  })

  it('does nothing with a key that is disabled, also through an alias', async () => {
    const { id } = await newKey()
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/off', TargetKeyId: id }))
    const blob = await encrypt('alias/off')
    await kms.send(new DisableKeyCommand({ KeyId: id }))
    await expect(encrypt('alias/off')).rejects.toMatchObject({ name: 'DisabledException' })
    await expect(decrypt(blob)).rejects.toMatchObject({ name: 'DisabledException' })
  })

  it('knows one caller, by its signature', async () => {
    const call = (credentials: typeof kmsCaller) =>
      clientOf(credentials).send(new DescribeKeyCommand({ KeyId: kmsAlias }))
    await expect(call({ ...kmsCaller, secretAccessKey: 'another' })).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    })
    await expect(call({ ...kmsCaller, accessKeyId: 'AKIANOBODY' })).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    })
    await expect(
      clientOf(kmsCaller, `${sandbox.url}/kms`).send(new DescribeKeyCommand({ KeyId: kmsAlias })),
    ).resolves.toBeTruthy()
  })

  it('throttles and goes away when told to, and writes down who asked for what, never what it was about', async () => {
    sandbox.kms.trouble({ throttle: 1 })
    await expect(encrypt(kmsAlias)).rejects.toMatchObject({ name: 'ThrottlingException' })
    sandbox.kms.trouble({ down: 'unavailable' })
    await expect(encrypt(kmsAlias)).rejects.toMatchObject({ name: 'KMSInternalException' })
    sandbox.kms.trouble({ down: 'reset' })
    await expect(encrypt(kmsAlias)).rejects.toThrow()
    sandbox.kms.trouble({ down: 'no' })
    const blob = Buffer.from((await encrypt(kmsAlias)) as Uint8Array)
    expect(sandbox.kms.requests().at(-1)).toMatchObject({
      operation: 'Encrypt',
      keyId: kmsAlias,
      encryptionContext: context,
      accessKeyId: kmsCaller.accessKeyId,
      status: 200,
      error: null,
    })
    const written = JSON.stringify(sandbox.kms.requests())
    for (const secret of [plain.toString('base64'), blob.toString('base64')])
      expect(written).not.toContain(secret)
  })
})
