import { z } from 'zod'
import type { Entity, ProviderName } from '../connection/index.ts'
import { type FieldInfo, type Mapping, type MappingProblem, mappingSchema } from '../mapping/index.ts'
import { reasonInput } from './input.ts'

interface FlowEnd {
  readonly connectionId: string
  readonly provider: ProviderName
  readonly name: string
}

/** One flow as the list of mappings shows it. */
export interface MappingRow {
  readonly flowId: string
  readonly entity: Entity
  readonly source: FlowEnd
  readonly target: FlowEnd
  /** In force now. */
  readonly version: number
  /** How it came: published here, with the hub, or not at all, so that records travel as they are. */
  readonly origin: 'published' | 'ready' | 'none'
  readonly targetEntity: Entity
  readonly publishedAt: string | null
}

export interface MappingVersion {
  readonly version: number
  readonly mapping: Mapping
  /** Null for what came with the hub. */
  readonly reason: string | null
  readonly by: string | null
  readonly publishedAt: string | null
}

export interface MappingDetail extends MappingRow {
  /** In force; where there is none, every field to the field of its name. */
  readonly mapping: Mapping
  /** Newest first. */
  readonly versions: readonly MappingVersion[]
  readonly sourceFields: readonly FieldInfo[]
  /** What the target can be written with. */
  readonly targets: readonly { readonly entity: Entity; readonly fields: readonly FieldInfo[] }[]
}

/** What a mapping makes of a real record, as JSON text. */
export interface MappingPreview {
  /** The sync whose record it is; null when the flow has carried none whose record is still there. */
  readonly syncId: string | null
  readonly source: string | null
  readonly record: string | null
  /** What would be sent to the provider; null where that takes more than the record. */
  readonly body: string | null
  readonly problems: readonly MappingProblem[]
  /** Personal data is shown as it is. */
  readonly isClear: boolean
}

export const mappingFlowInput = z.strictObject({ flowId: z.uuid() })
export const mappingDraftInput = z.strictObject({ flowId: z.uuid(), mapping: mappingSchema })
export const mappingPublishInput = z.strictObject({
  flowId: z.uuid(),
  mapping: mappingSchema,
  reason: reasonInput,
  /** The version that was looked at. */
  after: z.int().min(1),
})
