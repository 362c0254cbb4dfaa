import { randomBytes, randomUUID } from 'node:crypto'
import { CreateKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { createSandbox, kmsAlias, kmsCaller, type Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UnsealableError } from '../keys.ts'
import { createKmsKeyWrapper, KeyServiceError } from './index.ts'

let sandbox: Sandbox
const context = { organizationId: randomUUID(), purpose: 'organization', version: 1 } as const
const wrapperOf = (keyId = kmsAlias) =>
  createKmsKeyWrapper({ keyId, endpoint: sandbox.url, region: null }, { credentials: kmsCaller })

beforeAll(async () => {
  sandbox = await createSandbox()
})
afterAll(() => sandbox.close())

describe('the key service wraps a key', () => {
  it('for one organization and version, and says to it ids only', async () => {
    const key = randomBytes(32)
    const wrapped = await wrapperOf().wrap(key, context)
    expect((await wrapperOf().unwrap(wrapped, context)).equals(key)).toBe(true)
    for (const other of [
      { ...context, organizationId: randomUUID() },
      { ...context, version: 2 },
    ])
      await expect(wrapperOf().unwrap(wrapped, other)).rejects.toThrow(UnsealableError)
    wrapped[wrapped.length - 1] = (wrapped.at(-1) as number) ^ 1
    await expect(wrapperOf().unwrap(wrapped, context)).rejects.toThrow(UnsealableError)
    expect(sandbox.kms.requests()[0]?.encryptionContext).toEqual({
      app: 'syncline',
      organization: context.organizationId,
      purpose: 'organization',
      version: '1',
    })
  })

  it('anew under another key, and the one before may go then', async () => {
    const admin = new KMSClient({ endpoint: sandbox.url, region: 'us-east-1', credentials: kmsCaller })
    const keyId = async () => (await admin.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId as string
    const [first, second] = [await keyId(), await keyId()]
    const key = randomBytes(32)
    const wrapped = await wrapperOf(first).wrap(key, context)
    const anew = await wrapperOf(second).rewrap(wrapped, context)
    await admin.send(new DisableKeyCommand({ KeyId: first }))
    expect((await wrapperOf(second).unwrap(anew, context)).equals(key)).toBe(true)
    await expect(wrapperOf(second).unwrap(wrapped, context)).rejects.toMatchObject({ meaning: 'key_off' })
    expect(await wrapperOf(first).check()).toMatchObject({ usable: false })
    admin.destroy()
  })

  it('again when the service was busy for a moment, three times in all', async () => {
    const count = sandbox.kms.requests().length
    sandbox.kms.trouble({ throttle: 2 })
    await wrapperOf().wrap(randomBytes(32), context)
    sandbox.kms.trouble({ throttle: 3 })
    await expect(wrapperOf().wrap(randomBytes(32), context)).rejects.toMatchObject({
      name: 'KeyServiceError',
      meaning: 'away',
      retryable: true,
    })
    expect(sandbox.kms.requests().length - count).toBe(6)
  })

  it('or says what is wrong and what to do', async () => {
    await expect(wrapperOf('alias/none').wrap(randomBytes(32), context)).rejects.toMatchObject({
      meaning: 'no_key',
      message: expect.stringContaining('KMS_KEY_ID'),
    })
    const stranger = createKmsKeyWrapper(
      { keyId: kmsAlias, endpoint: sandbox.url, region: null },
      { credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } },
    )
    await expect(stranger.check()).rejects.toMatchObject({ meaning: 'no_access' })
    const nobody = createKmsKeyWrapper(
      { keyId: kmsAlias, endpoint: 'http://127.0.0.1:9', region: null },
      { credentials: kmsCaller, maxAttempts: 1 },
    )
    await expect(nobody.wrap(randomBytes(32), context)).rejects.toBeInstanceOf(KeyServiceError)
    await expect(nobody.wrap(randomBytes(32), context)).rejects.toMatchObject({ meaning: 'away' })
  })
})
