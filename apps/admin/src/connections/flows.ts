import type { Entity } from '@syncline/domain/connection'
import type { ConnectionView, FlowView } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'

const words = strings.connections

/** How connections are called, also one that is not there any more. */
export const connectionNames = (connections: readonly ConnectionView[]) => (id: string) =>
  connections.find((each) => each.connectionId === id)?.name ?? strings.list.filters.unknownConnection

/** The flows that begin or end at a connection. */
export const flowsOf = (connectionId: string, flows: readonly FlowView[]): readonly FlowView[] =>
  flows.filter((flow) => [flow.sourceConnectionId, flow.targetConnectionId].includes(connectionId))

/** What goes out of a connection and what comes in, one line for each other end. */
export function flowLines(
  connectionId: string,
  flows: readonly FlowView[],
  connections: readonly ConnectionView[],
): readonly string[] {
  const nameOf = connectionNames(connections)
  const lines = (
    here: 'sourceConnectionId' | 'targetConnectionId',
    there: 'sourceConnectionId' | 'targetConnectionId',
    say: (entities: readonly Entity[], name: string) => string,
  ) =>
    [
      ...Map.groupBy(
        flows.filter((flow) => flow[here] === connectionId),
        (flow) => flow[there],
      ),
    ].map(([id, some]) => say([...new Set(some.map(({ entity }) => entity))], nameOf(id)))
  return [
    ...lines('sourceConnectionId', 'targetConnectionId', words.out),
    ...lines('targetConnectionId', 'sourceConnectionId', words.in),
  ]
}

/** Kinds of records that go out of a connection or come in, by name. */
export const flowingThrough = (connectionId: string, flows: readonly FlowView[]): readonly Entity[] => [
  ...new Set(
    flowsOf(connectionId, flows)
      .map(({ entity }) => entity)
      .sort(),
  ),
]
