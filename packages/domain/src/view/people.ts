import { z } from 'zod'
import { type Role, roles } from '../access/index.ts'

export const roleInput = z.enum(roles)
export const emailInput = z.email().max(254)

/** Somebody who belongs to the organization. */
export interface MemberView {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly since: string
  /** Whether a code is asked for at sign-in. */
  readonly twoFactor: boolean
}

/** Why a mail could not be sent. */
export const mailProblems = ['address_refused', 'refused', 'sign_in_refused', 'unreachable'] as const
export type MailProblem = (typeof mailProblems)[number]

/** What became of a mail. */
export interface MailView {
  /** `waiting`: it is tried again by itself. */
  readonly state: 'waiting' | 'sent' | 'failed'
  /** Of the last try; null before the first. */
  readonly at: string | null
  readonly problem: MailProblem | null
}

/** Somebody who was asked in and has not come yet. */
export interface InvitationView {
  readonly invitationId: string
  readonly email: string
  readonly role: Role
  readonly invitedAt: string
  readonly expiresAt: string
  /** Null where no mail was asked for: the link is to be sent by hand. */
  readonly mail: MailView | null
}

export interface People {
  readonly members: readonly MemberView[]
  readonly invitations: readonly InvitationView[]
  /** Whether invitations go out by mail here. */
  readonly mails: boolean
}

/** The link is in this answer only; whoever has it can come in. */
export interface Invited {
  readonly invitation: InvitationView
  readonly link: string
}

/** A browser or program that somebody is signed in with. */
export interface SessionInfo {
  readonly sessionId: string
  readonly current: boolean
  readonly signedInAt: string
  readonly expiresAt: string
  readonly address: string | null
  readonly userAgent: string | null
}
