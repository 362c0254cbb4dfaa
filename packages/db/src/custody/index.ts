export type { CredentialKind } from '@syncline/domain/connection'
export { listCredentials, noteValidation } from './credential-list.ts'
export type { CredentialName, OpenedCredential } from './credentials.ts'
export { destroyCredentials, openCredentials, retireCredential, storeCredential } from './credentials.ts'
export { readKeyStatus } from './key-status.ts'
export type { KeyWrapper, WrapContext } from './keys.ts'
export { ErasedError, UnsealableError } from './keys.ts'
export { addLocalKey, createLocalKeyWrapper, dropFormerLocalKeys } from './local-file.ts'
export { maxVersions as maxKeyVersions, rotateOrganizationKey } from './organization-key.ts'
export type { OrganizationKeys } from './organization-keys.ts'
export type { Place } from './places.ts'
export {
  addressesPlace,
  cachedReadPlace,
  labelPlace,
  operationPlace,
  payloadPlace,
  runCursorPlace,
} from './places.ts'
export type { Progress } from './rotation.ts'
export {
  advanceWrappingRotation,
  isWrappingAnew,
  resealCredentials,
  resealSubjectKeys,
  startWrappingRotation,
} from './rotation.ts'
export type { RecordKeys, WantedKeys } from './subject-keys.ts'
export { destroySubjectKeys, isErasedMark, subjectIn } from './subject-keys.ts'
export type { UseCounter } from './uses.ts'
export type { Vault, Wrapping } from './vault.ts'
export { createVault, vaultSessions } from './vault.ts'
