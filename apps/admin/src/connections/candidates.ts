import type { Entity } from '@syncline/domain/connection'
import type { ConnectionView, FlowView, ProviderForm } from '@syncline/domain/view'

export interface Candidate {
  readonly entity: Entity
  readonly sourceConnectionId: string
  readonly targetConnectionId: string
}

/** Flows that could begin at a connection or end there: what one end gives and the other takes, and is not yet there. */
export function flowCandidates(
  here: Pick<ConnectionView, 'connectionId' | 'provider'>,
  connections: readonly Pick<ConnectionView, 'connectionId' | 'provider'>[],
  flows: readonly FlowView[],
  forms: readonly ProviderForm[],
): readonly Candidate[] {
  const formOf = (provider: string) => forms.find((form) => form.provider === provider)
  const between = (
    source: Pick<ConnectionView, 'connectionId' | 'provider'>,
    target: Pick<ConnectionView, 'connectionId' | 'provider'>,
  ): Candidate[] => {
    const { writes = [], converts = [] } = formOf(target.provider) ?? {}
    const takes = (entity: Entity) =>
      writes.includes(entity) || converts.some((one) => one.from === source.provider && one.entity === entity)
    return (formOf(source.provider)?.reads ?? []).filter(takes).map((entity) => ({
      entity,
      sourceConnectionId: source.connectionId,
      targetConnectionId: target.connectionId,
    }))
  }
  return connections
    .filter(({ connectionId }) => connectionId !== here.connectionId)
    .flatMap((other) => [...between(here, other), ...between(other, here)])
    .filter(
      (one) =>
        !flows.some(
          (flow) =>
            flow.entity === one.entity &&
            flow.sourceConnectionId === one.sourceConnectionId &&
            flow.targetConnectionId === one.targetConnectionId,
        ),
    )
}
