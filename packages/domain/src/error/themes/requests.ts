import { entry } from '../entry.ts'

/** What was asked, and how often. */
export const requestErrors = {
  RATE_LIMIT_EXCEEDED: entry(
    'rate_limit',
    'low',
    true,
    429,
    '{provider} takes no more requests just now.',
    'Wait a little, then retry.',
  ),
  QUOTA_EXCEEDED: entry(
    'rate_limit',
    'medium',
    false,
    429,
    'Our allowance at {provider} is used up.',
    'Raise the allowance in {provider} or wait until it renews, then retry.',
  ),
  INVALID_INPUT: entry(
    'validation',
    'low',
    false,
    400,
    'Something in the request can’t be read.',
    'Correct the field that is named, then send it again.',
  ),
  PROVIDER_REFUSED: entry(
    'validation',
    'medium',
    false,
    422,
    '{provider} refused the data.',
    'Correct the record where it comes from. The change then comes here by itself; or retry, or skip with a reason.',
  ),
  REQUIRED_FIELD_MISSING: entry(
    'validation',
    'medium',
    false,
    400,
    'A field that {provider} needs is missing.',
    'Fill it in where the record comes from, or give it a default in the mapping. Then retry.',
  ),
  PAYLOAD_TOO_LARGE: entry(
    'validation',
    'low',
    false,
    413,
    'More was sent at once than is allowed.',
    'Send less at once, in several parts.',
  ),
  UNSUPPORTED_MEDIA_TYPE: entry(
    'validation',
    'low',
    false,
    415,
    'What was sent is not in the form that is read here.',
    'Send it as JSON (application/json).',
  ),
} as const
