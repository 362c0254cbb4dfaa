import type { Entity } from '../connection/entity.ts'
import type { flowEvents } from '../connection/flow.ts'
import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { mappingEvents } from './events.ts'
import type { Mapping } from './mapping.ts'
import { validateMapping } from './validate.ts'

type MappingEventType = keyof typeof mappingEvents | keyof typeof flowEvents
export type MappingEvent = { [Type in MappingEventType]: NewEvent<Type, EventData<Type>> }[MappingEventType]

/** A stream is read whole: a flow has so many versions and no more. */
const maxMappingVersions = 200

export type FlowMapping =
  | { readonly status: 'none' }
  | {
      readonly status: 'enabled'
      readonly entity: Entity
      readonly mappingVersion: number
      readonly published: number
    }

export interface MappingCommand {
  readonly type: 'publish'
  readonly mapping: Mapping
  readonly reason: string
  /** The version that was looked at when this one was written: nobody writes over what they have not seen. */
  readonly after: number
}

export const initialFlowMapping: FlowMapping = { status: 'none' }

export function decideMapping(command: MappingCommand, state: FlowMapping): Decision<MappingEvent> {
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  const { mappingVersion, entity, published } = state
  if (command.after !== mappingVersion)
    return refused('STATE_CONFLICT', { reason: 'changed_meanwhile', mappingVersion })
  if (published >= maxMappingVersions)
    return refused('STATE_CONFLICT', { reason: 'too_many_versions', limit: maxMappingVersions })
  const problems = validateMapping(command.mapping, entity)
  const [first] = problems
  if (first) return refused('MAPPING_FAILED', { field: first.field, problems })
  const { mapping, reason } = command
  return decided({ type: 'MappingPublished', data: { mappingVersion: mappingVersion + 1, mapping, reason } })
}

export function evolveMapping(state: FlowMapping, event: MappingEvent): FlowMapping {
  switch (event.type) {
    case 'FlowEnabled': {
      const { entity, mappingVersion } = event.data
      return {
        status: 'enabled',
        entity,
        mappingVersion,
        published: state.status === 'none' ? 0 : state.published,
      }
    }
    case 'MappingPublished':
      return state.status === 'none'
        ? state
        : { ...state, mappingVersion: event.data.mappingVersion, published: state.published + 1 }
    case 'FlowConflictPolicySet':
      return state
  }
}
