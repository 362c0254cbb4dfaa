import type { Subject } from '@syncline/domain/record'
import { uuidOf } from '../ingest/uuid.ts'

/** Where a record was read: ids are a source's own, and within it those of an account. */
export interface SubjectSource {
  readonly connectionId: string
  readonly accountId: string | null
}

/** The id under which the key of a subject is kept: the same in every process, without asking anybody. */
export function subjectIdOf(organizationId: string, source: SubjectSource, subject: Subject): string
export function subjectIdOf(
  organizationId: string,
  source: SubjectSource,
  subject: Subject | null,
): string | null
export function subjectIdOf(
  organizationId: string,
  { connectionId, accountId }: SubjectSource,
  subject: Subject | null,
): string | null {
  if (subject === null) return null
  const { kind, sourceId } = subject
  return uuidOf(['subject', organizationId, connectionId, accountId ?? '', kind, sourceId].join('/'))
}
