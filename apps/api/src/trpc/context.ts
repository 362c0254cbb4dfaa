import type { Permission, Role } from '@syncline/domain/access'
import type { Actor } from '@syncline/domain/event'
import type { Ports } from './ports.ts'
import type { KeyHolder, SignIn } from './sign-in.ts'

/** What a call knows before any check: where it came from, and how to find out who it is. */
export interface Context {
  readonly ports: Ports
  readonly requestId: string
  readonly correlationId: string
  readonly ip: string
  readonly userAgent: string | null
  /** From the header `x-syncline-organization`, or the connection parameter `organization` of a subscription. */
  readonly namedOrganizationId: string | null
  /** Whether this hub shows made-up data. */
  readonly demo: boolean
  /** Who is signed in at this moment, at most a second old; null for nobody. */
  signIn(): Promise<SignIn | null>
  /**
   * Whose API key was sent along; null when none was.
   * @throws SynclineError AUTH_REQUIRED for a key that is not good, RATE_LIMIT_EXCEEDED for one that calls too often
   */
  key(): Promise<KeyHolder | null>
  /** Puts who and where into the request's log lines. */
  identify(callerId: string, organizationId: string | null): void
  /** Something went wrong beside the answer. */
  warn(message: string, error: unknown): void
  readonly liveSeats: LiveSeats
  now(): Date
}

/** Counts open subscriptions. */
export interface LiveSeats {
  /**
   * @returns a function that gives the seat back
   * @throws SynclineError RATE_LIMIT_EXCEEDED or OVERLOADED when the session or the process has too many
   */
  take(sessionId: string): () => void
}

/** What a guarded procedure gets. */
export interface Access {
  /** For events and the audit: `user:<id>` or `key:<id>`. */
  readonly actor: Actor
  /** Null when a program calls with a key. */
  readonly signIn: SignIn | null
  readonly organization: { readonly id: string; readonly name: string }
  readonly role: Role | 'key'
  readonly permissions: readonly Permission[]
}
