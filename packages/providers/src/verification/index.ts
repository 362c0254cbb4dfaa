import type { Verdict, VerifyInput } from '../provider.ts'
import { signFlasherp, verifyFlasherp } from './flasherp.ts'
import { verifyMailchimp } from './mailchimp.ts'
import { signStandardWebhooks, verifyStandardWebhooks } from './standard-webhooks.ts'
import { verifyStripe } from './stripe.ts'
import { verifyIntuit, verifySquare } from './untimed.ts'

export {
  signFlasherp,
  signStandardWebhooks,
  verifyFlasherp,
  verifyIntuit,
  verifyMailchimp,
  verifySquare,
  verifyStandardWebhooks,
  verifyStripe,
}

/** Pure; never throws on hostile input, never fails open. */
export type Verify = (input: VerifyInput) => Verdict

/** The schemes of this build by name. */
export const verifiers = {
  stripe: verifyStripe,
  flasherp: verifyFlasherp,
  square: verifySquare,
  intuit: verifyIntuit,
  mailchimp: verifyMailchimp,
  standardwebhooks: verifyStandardWebhooks,
} as const satisfies Record<string, Verify>
