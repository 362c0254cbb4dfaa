import { isRole, type Role } from '@syncline/domain/access'
import { ownHeader } from './client.ts'
import { ProblemError, problemOfResponse } from './problem.ts'

/** One of the demo's ready-made people. */
export interface DemoSignIn {
  readonly role: Role
  readonly email: string
  readonly password: string
  readonly name: string
}

export type SignInOutcome =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'code-wanted' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too-many'; readonly elsewhere: boolean; readonly retryAfterSeconds: number | null }

const json = { ...ownHeader, 'content-type': 'application/json' } as const

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null
  }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? response.headers.get('x-retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null
}

/**
 * Signs in; the session comes back as a cookie.
 * @throws ProblemError when the server failed or could not be reached
 */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  const response = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email, password }),
  })
  if (response.ok) {
    const body = (await readJson(response)) as { codeWanted?: unknown } | null
    return { kind: body?.codeWanted === true ? 'code-wanted' : 'signed-in' }
  }
  if (response.status === 429) {
    const body = (await readJson(response)) as { details?: { what?: unknown } } | null
    const elsewhere = body?.details?.what === 'wrong_passwords_elsewhere'
    return { kind: 'too-many', elsewhere, retryAfterSeconds: retryAfter(response) }
  }
  // 400 is what the server says to an address that can't be one: for the person it is the same mistake.
  if (response.status === 401 || response.status === 400) return { kind: 'wrong' }
  throw new ProblemError(problemOfResponse(response.status, await readJson(response)))
}

/** @throws ProblemError when the server refused */
export async function signOut(): Promise<void> {
  const response = await fetch('/api/auth/sign-out', { method: 'POST', headers: json, body: '{}' })
  // Signed out already is signed out.
  if (response.ok || response.status === 401) return
  throw new ProblemError(problemOfResponse(response.status, await readJson(response)))
}

const wrongProofs: ReadonlySet<string> = new Set(['wrong_password', 'wrong_code', 'code_used'])

/**
 * Gives the password again, or a code of one's app, for what needs it. @returns whether it was right
 * @throws ProblemError when the server failed or could not be reached
 */
export async function stepUp(given: { password: string } | { code: string }): Promise<boolean> {
  const response = await fetch('/api/auth/step-up', {
    method: 'POST',
    headers: json,
    body: JSON.stringify(given),
  })
  if (response.ok) return true
  const body = await readJson(response)
  const { reason } = (body as { details?: { reason?: unknown } } | null)?.details ?? {}
  if (response.status === 400 || (typeof reason === 'string' && wrongProofs.has(reason))) return false
  throw new ProblemError(problemOfResponse(response.status, body))
}

/** @returns whether the old one was right. @throws ProblemError when it was refused, or the server could not be reached */
export async function changePassword(password: string, newPassword: string): Promise<boolean> {
  const response = await fetch('/api/auth/password', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ password, newPassword }),
  })
  if (response.ok) return true
  const problem = problemOfResponse(response.status, await readJson(response))
  if (problem.details['reason'] === 'wrong_password') return false
  throw new ProblemError(problem)
}

/** Null when it was wrong. @throws ProblemError when the server failed or could not be reached */
async function sendSecret<Answer>(path: string, body: object): Promise<Answer | null> {
  const response = await fetch(`/api/auth/two-factor${path}`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
  })
  const answer = await readJson(response)
  if (response.ok) return answer as Answer
  if (response.status === 401 || response.status === 400) return null
  throw new ProblemError(problemOfResponse(response.status, answer))
}

/**
 * Finishes a sign-in, or proves an app: its six digits, or a recovery code. Over: the sign-in has to begin anew.
 * @throws ProblemError when the server failed or could not be reached
 */
export async function giveCode(code: string): Promise<'right' | 'wrong' | 'over'> {
  const response = await fetch('/api/auth/two-factor', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ code }),
  })
  if (response.ok) return 'right'
  const problem = problemOfResponse(response.status, await readJson(response))
  if (problem.details['reason'] === 'sign_in_over') return 'over'
  if (response.status === 401 || response.status === 400) return 'wrong'
  throw new ProblemError(problem)
}

export interface TwoFactorStart {
  /** `otpauth://…`, for an authenticator app. */
  readonly totpURI: string
  readonly backupCodes: readonly string[]
}
/** @param password of who has one; the others have proved themselves a moment ago */
export const enableTwoFactor = (password?: string) =>
  sendSecret<TwoFactorStart>('/enable', password === undefined ? {} : { password })
export const disableTwoFactor = async (password?: string): Promise<boolean> =>
  (await sendSecret('/disable', password === undefined ? {} : { password })) !== null

/** What a link says to whoever holds it. */
export interface OpenInvitation {
  readonly organization: string
  readonly email: string
  readonly role: Role
  /** They have a sign-in here already. */
  readonly known: boolean
}

/** Null for a link that opens nothing. @throws ProblemError when the server failed or could not be reached */
export async function openInvitation(token: string): Promise<OpenInvitation | null> {
  const response = await fetch('/api/auth/invitation', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ token }),
  })
  const body = await readJson(response)
  if (response.ok) return body as OpenInvitation
  if (response.status === 404 || response.status === 400) return null
  throw new ProblemError(problemOfResponse(response.status, body))
}

/** @returns the id of the organization that they belong to now. @throws ProblemError when it was refused */
export async function acceptInvitation(given: {
  token: string
  name: string
  password: string
}): Promise<string> {
  const response = await fetch('/api/auth/invitation/accept', {
    method: 'POST',
    headers: json,
    body: JSON.stringify(given),
  })
  const body = await readJson(response)
  if (!response.ok) throw new ProblemError(problemOfResponse(response.status, body))
  return (body as { organizationId: string }).organizationId
}

/** The demo's people, none where this is no demo. Never throws: the form works without them. */
export async function readDemoSignIns(signal: AbortSignal): Promise<readonly DemoSignIn[]> {
  try {
    const response = await fetch('/api/demo/sign-ins', { signal })
    const body = response.ok ? await readJson(response) : null
    const list = Array.isArray(body) ? body : (body as { signIns?: unknown } | null)?.signIns
    return Array.isArray(list) ? list.filter(isDemoSignIn).slice(0, 6) : []
  } catch {
    return []
  }
}

function isDemoSignIn(value: unknown): value is DemoSignIn {
  if (typeof value !== 'object' || value === null) return false
  const { role, email, password, name } = value as Record<string, unknown>
  return isRole(role) && [email, password, name].every((part) => typeof part === 'string')
}
