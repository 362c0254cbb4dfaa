import { entry } from '../entry.ts'

/** Bookings, payments and meters. */
export const commerceErrors = {
  SLOT_UNAVAILABLE: entry(
    'data_error',
    'low',
    false,
    409,
    'That time has just been taken.',
    'Choose another time.',
  ),
  PAYMENT_FAILED: entry(
    'provider_error',
    'medium',
    false,
    402,
    'The payment was declined.',
    'Ask for another way to pay, then retry.',
  ),
  GATEWAY_ERROR: entry(
    'provider_error',
    'high',
    true,
    502,
    'The payment service had an error of its own. It may have taken the payment.',
    'Retry: it is repeated so that nothing is paid twice.',
  ),
  METER_INVALID: entry(
    'validation',
    'low',
    false,
    422,
    'The meter number is not known to the electricity company.',
    'Check the number and the company, then retry.',
  ),
  WALLET_INSUFFICIENT: entry(
    'data_error',
    'high',
    false,
    409,
    'The wallet does not hold enough.',
    'Top up the wallet, then retry.',
  ),
} as const
