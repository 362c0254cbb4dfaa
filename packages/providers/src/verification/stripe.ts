import type { Verdict, VerifyInput } from '../provider.ts'
import { verifyVersioned } from './versioned.ts'

/**
 * `Stripe-Signature`: times and signatures by version, under the whole `whsec_…` text. Unlike the official SDK a time in
 * the future has the same bound as one in the past.
 * @see https://docs.stripe.com/webhooks#verify-manually
 */
export function verifyStripe(input: VerifyInput): Verdict {
  return verifyVersioned(input, 'stripe-signature')
}
