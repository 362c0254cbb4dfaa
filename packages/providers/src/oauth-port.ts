/** Our app as the provider registered it. */
export interface OAuthApp {
  readonly clientId: string
  readonly clientSecret: string
  /** Where browsers are sent. */
  readonly authorizeUrl: string
  readonly tokenUrl: string
  /** What connections are made of, without the account. */
  readonly apiUrl: string
}

export interface Tokens {
  readonly accessToken: string
  /** In place of the one it was got with, which may be dead from then on. */
  readonly refreshToken: string
  readonly expiresInSeconds: number
}

export type TokenOutcome =
  | { readonly ok: true; readonly tokens: Tokens }
  | {
      readonly ok: false
      /** False: the code or the refresh token is dead, whoever asks how often. */
      readonly retryable: boolean
      /** The provider's own words, masked. */
      readonly detail: string | null
    }

export interface OAuthAdapter {
  /** Where to send somebody who is to agree. */
  authorizeUrl(app: OAuthApp, ask: { readonly state: string; readonly redirectUri: string }): string
  /** The account that somebody came back with, and where its API is; null when they came back with none. */
  accountIn(
    app: OAuthApp,
    query: Readonly<Record<string, unknown>>,
  ): { readonly accountId: string; readonly baseUrl: string } | null
  /** Results are values, only bugs throw. */
  exchange(app: OAuthApp, code: string, redirectUri: string, signal: AbortSignal): Promise<TokenOutcome>
  refresh(app: OAuthApp, refreshToken: string, signal: AbortSignal): Promise<TokenOutcome>
}
