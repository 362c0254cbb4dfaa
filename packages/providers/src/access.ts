import type { Choices, CredentialKind } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'

/** Opened credentials of one connection, for the length of one call. Never logged. */
export interface Access {
  readonly baseUrl: string
  readonly secrets: Readonly<Partial<Record<CredentialKind, string>>>
  /** What the connection is about, where a person chose. */
  readonly choices?: Choices
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Where given, asked for the very address a socket is about to go to: keeps calls off private networks. */
  readonly allowsAddress?: (address: string) => boolean
}

export type PullFailure = {
  readonly ok: false
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly retryAfterMs: number
  readonly detail: string | null
}
