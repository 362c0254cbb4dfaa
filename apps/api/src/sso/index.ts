import { SynclineError } from '@syncline/domain/error'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { z } from 'zod'
import type { Admission, Admitted, Refused } from './admission.ts'
import type { Issuer } from './issuer.ts'

const errandShape = z.strictObject({
  kind: z.literal('sso'),
  /** An address of ours to go on to. */
  next: z.string(),
  /** The session that is to be proved again; null for a new one. */
  sessionId: z.string().nullable(),
  ticket: z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  endsAt: z.number(),
})
type Errand = z.output<typeof errandShape>

/** How long somebody may stay with the issuer. */
export const errandMs = 10 * 60_000

export interface Return {
  readonly next: string
  readonly sessionId: string | null
  /** When the issuer was last shown who it is; null where it does not say. */
  readonly provedAt: Date | null
  readonly email: string | null
}

/** Single sign-on: the way to the issuer and back. What is remembered between travels with the browser, sealed. */
export interface Sso {
  /** On the button. */
  readonly label: string
  /** @throws SynclineError PROVIDER_UNAVAILABLE when the issuer can't be reached, INVALID_CREDENTIALS for what it says */
  start(errand: { next: string; sessionId: string | null }): Promise<{ url: string; sealed: string }>
  /**
   * Of somebody who is to be let in.
   * @throws SynclineError STATE_CONFLICT (`sign_in_over`), and as `Issuer.finish` says
   */
  enter(sealed: string | undefined, query: string): Promise<Return & (Admitted | Refused)>
  /**
   * Of somebody who is in, and proved it again.
   * @throws SynclineError the same, and PERMISSION_DENIED (`another_person`)
   */
  proveAgain(sealed: string | undefined, query: string, userId: string): Promise<Return>
  /** What a way back belongs to, before it is gone: null for none of ours. */
  errandOf(sealed: string | undefined): Promise<Pick<Errand, 'next' | 'sessionId'> | null>
}

export function createSso({
  label,
  secret,
  issuer,
  admission,
  now = () => new Date(),
}: {
  label: string
  secret: string
  issuer: Issuer
  admission: Admission
  now?: () => Date
}): Sso {
  async function errandOf(sealed: string | undefined): Promise<Errand | null> {
    if (!sealed || sealed.length > 4_096) return null
    try {
      const text = await symmetricDecrypt({ key: secret, data: sealed })
      const errand = errandShape.parse(JSON.parse(text))
      return errand.endsAt > now().getTime() ? errand : null
    } catch {
      return null
    }
  }

  async function takeBack(sealed: string | undefined, query: string) {
    const errand = await errandOf(sealed)
    if (!errand) throw new SynclineError('STATE_CONFLICT', { reason: 'sign_in_over' })
    const { next, sessionId, ticket } = errand
    const claims = await issuer.finish(ticket, query, sessionId !== null)
    return { claims, back: { next, sessionId, provedAt: claims.provedAt, email: claims.email } }
  }

  return {
    label,
    errandOf,
    async start({ next, sessionId }) {
      const { url, ticket } = await issuer.begin(sessionId !== null)
      const endsAt = now().getTime() + errandMs
      const errand: Errand = { kind: 'sso', next, sessionId, ticket, endsAt }
      return { url, sealed: await symmetricEncrypt({ key: secret, data: JSON.stringify(errand) }) }
    },
    async enter(sealed, query) {
      const { claims, back } = await takeBack(sealed, query)
      return { ...back, ...(await admission.admit(claims)) }
    },
    async proveAgain(sealed, query, userId) {
      const { claims, back } = await takeBack(sealed, query)
      if ((await admission.find(claims)) !== userId)
        throw new SynclineError('PERMISSION_DENIED', { reason: 'another_person' })
      return back
    },
  }
}
