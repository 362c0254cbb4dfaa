/**
 * What a connection may hold in custody. `client_secret` is an app's own, `access_token` and `refresh_token` are what
 * OAuth gave. Free of schemas, as `provider.ts` is.
 */
export const credentialKinds = [
  'api_key',
  'api_secret',
  'webhook_secret',
  'client_secret',
  'access_token',
  'refresh_token',
] as const
export type CredentialKind = (typeof credentialKinds)[number]
