export type { ApiKeyRow, FoundKey, KeyUse, NewApiKey } from './api-keys.ts'
export {
  apiKeyNames,
  countLiveKeys,
  findApiKey,
  getApiKey,
  insertApiKey,
  listApiKeys,
  replaceApiKey,
  revokeApiKey,
  storeUses,
} from './api-keys.ts'
export type { AuditEntryRow } from './audit.ts'
export { insertAudit, listAudit } from './audit.ts'
export type { RefusalRow } from './refusals.ts'
export { findRefusal, keepRefusals } from './refusals.ts'
