import type { SyncJob } from '@syncline/domain/job'
import { type CanonicalRecord, type Dependency, dependenciesOf } from '@syncline/domain/record'
import type { ExecutorDeps } from './executor-deps.ts'
import type { Ready } from './prepare.ts'
import { refuse, type Step } from './step.ts'

/** The record as the target is to have it, and what it stands on there. */
export interface ForTarget {
  readonly record: CanonicalRecord
  /** By the id at the source. */
  readonly externalIds: ReadonlyMap<string, string>
}

/** Carries a record through its flow's mapping; a step where that fails, naming the field and not what stands in it. */
export async function mapForTarget(
  deps: ExecutorDeps,
  { organizationId }: SyncJob,
  { state, material }: Ready,
  source: CanonicalRecord,
  mapping: Ready['mapping'],
): Promise<ForTarget | Step> {
  const known = material.kind === 'record' ? material.externalIds : new Map<string, string>()
  if (!mapping.mapping) return { record: source, externalIds: known }
  const mapped = await deps.mapRecord(mapping.mapping, source)
  if (!mapped.ok) {
    const [first] = mapped.problems
    return refuse(
      'MAPPING_FAILED',
      `${first?.field}: ${first?.message} Mapping version ${mapping.version}.`.slice(0, 500),
    )
  }
  const { record } = mapped
  const more = dependenciesOf(record)
    .map((dependency) => atSource(dependency, source))
    .filter(({ sourceId }) => !known.has(sourceId))
  if (more.length === 0) return { record, externalIds: known }
  const found = await deps.store.within(organizationId, (tx) => tx.findExternalIds(state.request, more))
  return { record, externalIds: new Map([...known, ...found]) }
}

/** What the target calls a vendor may be a customer at the source: it is there under the source's word. */
export function atSource(dependency: Dependency, source: CanonicalRecord): Dependency {
  return dependenciesOf(source).find(({ sourceId }) => sourceId === dependency.sourceId) ?? dependency
}
