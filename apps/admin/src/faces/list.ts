/** Every face of every page, by name; the tests render each of them. */
export const faces = {
  syncs: [
    'success',
    'empty',
    'filtered',
    'loading',
    'error',
    'newer',
    'auditor',
    'retry',
    'skip',
    'conflict',
    'keys',
    'cut-off',
  ],
  sync: [
    'failed',
    'waiting',
    'synced',
    'unknown',
    'skipped',
    'pending',
    'json',
    'loading',
    'error',
    'missing',
  ],
  'sign-in': ['success', 'demo', 'error', 'ended', 'busy'],
  other: ['not-found', 'crashed'],
} as const

export type PageName = keyof typeof faces
