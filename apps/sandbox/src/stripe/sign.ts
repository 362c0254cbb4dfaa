/**
 * `Stripe-Signature` made by the official SDK, so that this sandbox and whoever verifies it share no code. The SDK
 * takes a tenth of a second to import: only when the first webhook leaves.
 */
export async function stripeSignature(
  payload: string,
  secret: string,
  timestampSeconds: number,
): Promise<string> {
  const { default: Stripe } = await import('stripe')
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: timestampSeconds })
}
