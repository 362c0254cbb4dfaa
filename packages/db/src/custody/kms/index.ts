export type { KmsSettings } from './client.ts'
export { checkKmsExchange, type KmsCase } from './conformance.ts'
export { KeyServiceError, type KmsMeaning } from './problem.ts'
export { createKmsKeyWrapper } from './wrapper.ts'
