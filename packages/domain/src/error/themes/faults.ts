import { entry } from '../entry.ts'

/** What is open, too much, or broken on our side. */
export const faultErrors = {
  OUTCOME_UNKNOWN: entry(
    'provider_error',
    'high',
    true,
    502,
    'It is not known whether {provider} wrote it.',
    'Retry: it is repeated so that {provider} writes nothing twice.',
  ),
  OVERLOADED: entry(
    'rate_limit',
    'medium',
    true,
    503,
    'More came in at once than can be stored safely.',
    'Wait a few seconds, then send it again.',
  ),
  DATABASE_UNAVAILABLE: entry(
    'network',
    'critical',
    true,
    503,
    'The database can’t be reached just now.',
    'Try again in a few seconds.',
  ),
  DB_ERROR: entry(
    'unknown',
    'critical',
    false,
    500,
    'It could not be stored; nothing was changed.',
    'Try again. If it happens again, tell whoever runs Syncline for you, and quote the id of this error.',
  ),
  UNKNOWN: entry(
    'unknown',
    'high',
    false,
    500,
    'Something failed on our side; nothing was changed.',
    'Try again. If it happens again, tell whoever runs Syncline for you, and quote the id of this error.',
  ),
} as const
