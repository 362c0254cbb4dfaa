import { UnsealableError } from '../keys.ts'

/** What a refusal or a silence of the key service means for us. */
export type KmsMeaning =
  /** The bytes were changed, or belong to another key or context. */
  | 'not_ours'
  /** The key is there and may not be used now: disabled, or on its way out. */
  | 'key_off'
  /** No such key, or one that can't do this. */
  | 'no_key'
  /** Our sign-in at AWS is missing, wrong or may not use the key. */
  | 'no_access'
  /** Out of reach, overloaded or broken: the same call may succeed later. */
  | 'away'
  /** Our own mistake. */
  | 'refused'

const meanings: Readonly<Record<string, KmsMeaning>> = {
  InvalidCiphertextException: 'not_ours',
  IncorrectKeyException: 'not_ours',
  DisabledException: 'key_off',
  KMSInvalidStateException: 'key_off',
  KeyUnavailableException: 'away',
  NotFoundException: 'no_key',
  InvalidKeyUsageException: 'no_key',
  InvalidArnException: 'no_key',
  AccessDeniedException: 'no_access',
  CredentialsProviderError: 'no_access',
  ExpiredTokenException: 'no_access',
  IncompleteSignatureException: 'no_access',
  InvalidClientTokenId: 'no_access',
  InvalidGrantTokenException: 'no_access',
  InvalidSignatureException: 'no_access',
  MissingAuthenticationTokenException: 'no_access',
  NotAuthorized: 'no_access',
  OptInRequired: 'no_access',
  SignatureDoesNotMatch: 'no_access',
  UnrecognizedClientException: 'no_access',
  DependencyTimeoutException: 'away',
  InternalFailure: 'away',
  KMSInternalException: 'away',
  LimitExceededException: 'away',
  RequestLimitExceeded: 'away',
  ServiceUnavailable: 'away',
  ServiceUnavailableException: 'away',
  ThrottlingException: 'away',
  TooManyRequestsException: 'away',
}

const remedies: Readonly<Record<Exclude<KmsMeaning, 'not_ours'>, string>> = {
  key_off: 'Enable the key that KMS_KEY_ID names, or the one that wrapped before it.',
  no_key: 'Check KMS_KEY_ID and the region.',
  no_access: 'Check the AWS credentials of this process and the policy of the key.',
  away: 'Nothing to do when it comes back soon; check KMS_ENDPOINT and the network if it stays.',
  refused: 'Check KMS_KEY_ID and the kind of the key: it has to be symmetric.',
}

/** The key service did not do it. Says what and what to do, never what it was about. */
export class KeyServiceError extends Error {
  override readonly name = 'KeyServiceError'
  readonly meaning: KmsMeaning
  /** True when the same call may succeed later. */
  readonly retryable: boolean
  constructor(meaning: Exclude<KmsMeaning, 'not_ours'>, exception: string, options?: ErrorOptions) {
    super(`The key service did not answer as asked (${exception}). ${remedies[meaning]}`, options)
    this.meaning = meaning
    this.retryable = meaning === 'away'
  }
}

/** @param status of the answer; null where there was none. One of success that could not be read is as good as none. */
export function meaningOf(exception: string, status: number | null): KmsMeaning {
  const known = Object.hasOwn(meanings, exception) ? meanings[exception] : undefined
  if (known) return known
  return status === null || status < 300 || status >= 500 || status === 429 ? 'away' : 'refused'
}

/** What the SDK threw, as ours. */
export function toKeyServiceError(cause: unknown): Error {
  const { name = 'Error', $metadata } = (cause ?? {}) as {
    name?: string
    $metadata?: { httpStatusCode?: number }
  }
  const meaning = meaningOf(name, $metadata?.httpStatusCode ?? null)
  return meaning === 'not_ours'
    ? new UnsealableError(`The key service does not open this (${name})`, { cause })
    : new KeyServiceError(meaning, name, { cause })
}
