import { stripeEvent, stripeEventOf } from './hub.ts'

/** Somebody whose word is in their name, their address and every text of theirs. */
export interface Guest {
  readonly id: string
  readonly canary: string
  readonly bodies: readonly string[]
}

/** A guest signs up, pays, pays once without their account, and is named by a webhook that goes nowhere. */
export function guestOf(number: number): Guest {
  const word = `Q${String(number).padStart(4, '0')}X`
  const id = `cus_Erase${word}`
  const email = `${word.toLowerCase()}@canary.example`
  const payment = (object: object) =>
    stripeEventOf({
      type: 'payment_intent.succeeded',
      object: {
        object: 'payment_intent',
        status: 'succeeded',
        amount: 4_200,
        amount_received: 4_200,
        currency: 'usd',
        created: Math.floor(Date.now() / 1_000),
        ...object,
      },
    })
  const account = { id, name: `Zephyrine ${word}`, email, phone: '+2348035550199' }
  const bodies = [
    stripeEvent({ customer: account }),
    payment({ id: `pi_${word}`, customer: id, description: `A table for ${word}` }),
    payment({ id: `pi_guest_${word}`, customer: null, description: `For ${word}`, receipt_email: email }),
    stripeEventOf({ type: 'unknown.kind', object: { text: `Mail from ${word}`, from: email.toUpperCase() } }),
  ]
  return { id, canary: word.toLowerCase(), bodies }
}
