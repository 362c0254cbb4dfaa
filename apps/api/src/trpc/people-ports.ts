import type { Role } from '@syncline/domain/access'
import type { Actor } from '@syncline/domain/event'
import type {
  ApiKeyCreated,
  ApiKeyInput,
  ApiKeyView,
  InvitationView,
  Invited,
  People,
  SessionInfo,
} from '@syncline/domain/view'
import type { SignIn } from './sign-in.ts'

/** Throw SynclineError (RECORD_NOT_FOUND; STATE_CONFLICT with a `reason`). The last admin stays one. */
export interface PeoplePort {
  list(organizationId: string): Promise<People>
  /** A person who was asked before is asked anew: the earlier link ends. */
  invite(organizationId: string, who: { email: string; role: Role }, inviterId: string): Promise<Invited>
  /** Writes once more to somebody who was asked. @throws SynclineError also NOT_CONFIGURED where no mail can be sent */
  mailAgain(organizationId: string, invitationId: string): Promise<InvitationView>
  cancelInvitation(organizationId: string, invitationId: string): Promise<void>
  setRole(organizationId: string, userId: string, role: Role): Promise<void>
  remove(organizationId: string, userId: string): Promise<void>
}

/** A person's own. Throw SynclineError (RECORD_NOT_FOUND). */
export interface SessionsPort {
  list(signIn: Pick<SignIn, 'sessionId' | 'user'>): Promise<readonly SessionInfo[]>
  end(userId: string, sessionId: string): Promise<void>
  /** All but this one. @returns how many */
  endOthers(signIn: Pick<SignIn, 'sessionId' | 'user'>): Promise<number>
}

/** Throw SynclineError (RECORD_NOT_FOUND; STATE_CONFLICT with a `reason`). */
export interface ApiKeyPort {
  list(organizationId: string): Promise<readonly ApiKeyView[]>
  get(organizationId: string, keyId: string): Promise<ApiKeyView>
  create(organizationId: string, key: ApiKeyInput, by: Actor): Promise<ApiKeyCreated>
  /** The one before goes on working for so many hours. */
  rotate(organizationId: string, keyId: string, overlapHours: number, by: Actor): Promise<ApiKeyCreated>
  revoke(organizationId: string, keyId: string): Promise<ApiKeyView>
}
