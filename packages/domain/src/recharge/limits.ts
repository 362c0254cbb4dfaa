/** What one recharge may be for, kobo: ₦100 to ₦100,000. */
export const rechargeKobo = { min: 10_000, max: 10_000_000 } as const
/** Longer than any call, and than one that a network kept back: after that a call that is not there never came. */
export const rechargeOutMs = 300_000
/** Recharges of a connection that are listed. */
export const maxListedRecharges = 50
export const rechargeMeter = /^\d{11}$/
/** What is shown of a meter. */
export const shownMeter = (meter: string): string => `•••${meter.slice(-4)}`
