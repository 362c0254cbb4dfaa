import type { Role } from '@syncline/domain/access'
import type { Ports } from './ports.ts'

export interface Organization {
  readonly id: string
  readonly name: string
  /** IANA name of the zone its venues are in; null while it is not known. */
  readonly timeZone: string | null
}

export interface Membership {
  readonly organization: Organization
  readonly role: Role
}

/** A live session and what its user belongs to. */
export interface SignIn {
  readonly sessionId: string
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  readonly activeOrganizationId: string | null
  readonly memberships: readonly Membership[]
}

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
  /** Puts who and where into the request's log lines. */
  identify(userId: string, organizationId: string | null): void
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
  readonly signIn: SignIn
  readonly organization: Organization
  readonly role: Role
}
