import type { KMSClient, KMSClientConfig } from '@aws-sdk/client-kms'
import { type KeyWrapper, keyBytes, UnsealableError, type WrapContext } from '../keys.ts'
import { callTimeoutMs, createKmsClient, type KmsSettings, loadSdk } from './client.ts'
import { toKeyServiceError } from './problem.ts'

/** Ids only: AWS writes the context into its trail. */
const contextOf = ({ organizationId, purpose, version }: WrapContext) => ({
  app: 'syncline',
  organization: organizationId,
  purpose,
  version: String(version),
})

/**
 * Wraps the organization keys with AWS KMS, bound to organization, purpose and version by its encryption context.
 * Every method throws KeyServiceError with a remedy; what was changed or moved is an UnsealableError.
 */
export function createKmsKeyWrapper(settings: KmsSettings, more?: KMSClientConfig): KeyWrapper {
  const { keyId } = settings
  let loading: Promise<{ sdk: Awaited<ReturnType<typeof loadSdk>>; client: KMSClient }> | null = null

  async function call<Result>(
    run: (
      sdk: Awaited<ReturnType<typeof loadSdk>>,
      client: KMSClient,
      options: { abortSignal: AbortSignal },
    ) => Promise<Result>,
  ): Promise<Result> {
    loading ??= loadSdk().then((sdk) => ({ sdk, client: createKmsClient(sdk, settings, more) }))
    const { sdk, client } = await loading
    try {
      return await run(sdk, client, { abortSignal: AbortSignal.timeout(callTimeoutMs) })
    } catch (error) {
      throw toKeyServiceError(error)
    }
  }

  return {
    name: 'aws-kms',
    async wrap(key, context) {
      const { CiphertextBlob } = await call((sdk, client, options) =>
        client.send(
          new sdk.EncryptCommand({ KeyId: keyId, Plaintext: key, EncryptionContext: contextOf(context) }),
          options,
        ),
      )
      return bytesOf(CiphertextBlob)
    },
    async unwrap(wrapped, context) {
      // No KeyId: the ciphertext names its key, which after a rotation may be the one before.
      const { Plaintext } = await call((sdk, client, options) =>
        client.send(
          new sdk.DecryptCommand({ CiphertextBlob: wrapped, EncryptionContext: contextOf(context) }),
          options,
        ),
      )
      const key = bytesOf(Plaintext)
      if (key.length !== keyBytes)
        throw new UnsealableError('The key service opened something that is no key')
      return key
    },
    async rewrap(wrapped, context) {
      const { CiphertextBlob } = await call((sdk, client, options) =>
        client.send(
          new sdk.ReEncryptCommand({
            CiphertextBlob: wrapped,
            SourceEncryptionContext: contextOf(context),
            DestinationKeyId: keyId,
            DestinationEncryptionContext: contextOf(context),
          }),
          options,
        ),
      )
      return bytesOf(CiphertextBlob)
    },
    async check() {
      const { KeyMetadata } = await call((sdk, client, options) =>
        client.send(new sdk.DescribeKeyCommand({ KeyId: keyId }), options),
      )
      const { Arn = keyId, KeyState = 'unknown', KeyUsage, KeySpec } = KeyMetadata ?? {}
      const usable =
        KeyState === 'Enabled' && KeyUsage === 'ENCRYPT_DECRYPT' && KeySpec === 'SYMMETRIC_DEFAULT'
      return { usable, finding: `${Arn} is ${KeyState}` }
    },
  }
}

function bytesOf(blob: Uint8Array | undefined): Buffer {
  if (!blob || blob.length === 0) throw new UnsealableError('The key service answered without bytes')
  return Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
}
