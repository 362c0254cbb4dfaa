import { entry } from '../entry.ts'

/** How a provider answered, or did not. */
export const providerErrors = {
  NETWORK_UNREACHABLE: entry(
    'network',
    'high',
    true,
    502,
    '{provider} could not be reached.',
    'Wait a few minutes, then retry. Look now, on the connection page, tells whether it answers again.',
  ),
  TIMEOUT: entry(
    'network',
    'medium',
    true,
    504,
    '{provider} did not answer in time. It may have written it.',
    'Retry: it is repeated so that {provider} writes nothing twice.',
  ),
  PROVIDER_UNAVAILABLE: entry(
    'provider_error',
    'medium',
    true,
    503,
    '{provider} was not available.',
    'Retry when {provider} is back, or skip with a reason.',
  ),
  PROVIDER_ERROR: entry(
    'provider_error',
    'medium',
    true,
    502,
    '{provider} had an error of its own. It may have written it.',
    'Retry: it is repeated so that {provider} writes nothing twice.',
  ),
  PROVIDER_MALFORMED_RESPONSE: entry(
    'provider_error',
    'medium',
    true,
    502,
    '{provider} answered something that can’t be read. It may have written it.',
    'Retry: it is repeated so that {provider} writes nothing twice.',
  ),
  CIRCUIT_OPEN: entry(
    'provider_error',
    'medium',
    true,
    503,
    '{provider} failed several times in a row, so nothing is sent there for a while.',
    'Wait a minute, then retry: one request goes first, to see whether {provider} is back. Or choose Send again now on the connection page.',
  ),
} as const
