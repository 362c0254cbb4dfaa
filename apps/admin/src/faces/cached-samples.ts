import type { CachedReadView } from '@syncline/domain/view'
import { nowMs } from './samples.ts'

const at = (seconds: number) => ({
  readAt: new Date(nowMs - seconds * 1_000).toISOString(),
  ageMs: seconds * 1_000,
  failure: null,
  failedAt: null,
  isStale: false,
})

export const kept: readonly CachedReadView[] = [
  { name: 'discos', lifeMs: 600_000, about: null, entries: [{ ...at(340), about: '', sizeBytes: 612 }] },
  {
    name: 'tariff',
    lifeMs: 86_400_000,
    about: { title: 'Kind and seller', example: 'TV/DSTV', choices: null },
    entries: [
      { ...at(4_000), about: 'TV/DSTV', sizeBytes: 5_120 },
      { ...at(90_000), about: 'TV/GOTV', sizeBytes: 3_200, isStale: true, failure: 'PROVIDER_UNAVAILABLE' },
    ],
  },
]

export const nothingKept: readonly CachedReadView[] = kept.map((read) => ({ ...read, entries: [] }))
