import { entry } from '../entry.ts'

/** What is not set up, or may not be stored. */
export const settingErrors = {
  NOT_CONFIGURED: entry(
    'configuration',
    'medium',
    false,
    409,
    '{provider} is not set up for this yet.',
    'Open the connection: test its credentials, and choose what flows. Then retry.',
  ),
  CONNECTION_DISABLED: entry(
    'configuration',
    'low',
    false,
    409,
    'The connection to {provider} is switched off.',
    'Choose Switch on, at the end of the connection page, then retry.',
  ),
  SCOPE_DISABLED: entry(
    'configuration',
    'low',
    false,
    409,
    'This kind of record is switched off for {provider}.',
    'Switch it on again, under What travels on the connection page. What waits then goes by itself.',
  ),
  PHI_DETECTED: entry(
    'validation',
    'high',
    false,
    422,
    'The text holds health or personal data that may not be stored.',
    'Take it out, then send it again.',
  ),
  MASKING_FAILED: entry(
    'unknown',
    'critical',
    false,
    500,
    'Sensitive data could not be hidden, so nothing was stored.',
    'Try again. If it happens again, tell whoever runs Syncline for you, and quote the id of this error.',
  ),
} as const
