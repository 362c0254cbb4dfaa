/** Where sealed bytes live: bound into them, so that ciphertext moved to another row, column or organization is refused. */
export interface Place {
  readonly organizationId: string
  readonly table: string
  readonly column: string
  readonly record: string
}

/** The name of a sync's record, in its SyncRequested event and in the list. */
export const labelPlace = (organizationId: string, syncId: string): Place => ({
  organizationId,
  table: 'log.event',
  column: 'SyncRequested.label',
  record: syncId,
})

/** The bytes a try sends, in its SyncStarted event. */
export const operationPlace = (organizationId: string, syncId: string): Place => ({
  organizationId,
  table: 'log.event',
  column: 'SyncStarted.operation',
  record: syncId,
})

/** Raw bytes of a delivery. */
export const payloadPlace = (organizationId: string, payloadId: string): Place => ({
  organizationId,
  table: 'log.payload',
  column: 'sealed',
  record: payloadId,
})

/** What a provider answered, kept for a while. */
export const cachedReadPlace = (organizationId: string, read: string): Place => ({
  organizationId,
  table: 'coordination.cached_read',
  column: 'sealed',
  record: read,
})

/** The key of a subject, wrapped under the organization's. */
export const subjectKeyPlace = (organizationId: string, subjectId: string, generation: number): Place => ({
  organizationId,
  table: 'custody.subject_key',
  column: 'wrapped_key',
  record: `${subjectId}/${generation}`,
})

/** What an erasure looks for, in its SubjectErasureRequested event. */
export const addressesPlace = (organizationId: string, erasureId: string): Place => ({
  organizationId,
  table: 'log.event',
  column: 'SubjectErasureRequested.addresses',
  record: erasureId,
})

/** Where a run goes on, in the provider's own terms, in its RunPageRead event. */
export const runCursorPlace = (organizationId: string, runId: string): Place => ({
  organizationId,
  table: 'log.event',
  column: 'RunPageRead.cursor',
  record: runId,
})

/** What is bound into sealed bytes: where they live, and which key seals them. */
export function additionalDataOf(place: Place, organizationId: string, keyId: string): string {
  if (place.organizationId !== organizationId) throw new RangeError('A place of another organization')
  return [place.table, place.column, place.organizationId, place.record, keyId].join('|')
}
