import { uuidOf } from '../../ingest/uuid.ts'

/** Ids are the same in every run: only the seed makes the difference. */
export const uuidAt = (kind: string, number: number): string => uuidOf(`${kind} ${number}`)

export const ids = {
  organization: uuidAt('organization', 1),
  source: uuidAt('connection', 1),
  target: uuidAt('connection', 2),
  flow: uuidAt('flow', 1),
} as const
