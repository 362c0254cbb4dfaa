import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import { maxPathLength } from './path.ts'
import { transformSchema } from './transform.ts'

const maxRules = 120
const maxTransforms = 6
const maxExpressionLength = 2_000

/** A value that may be written into a mapping. */
export const scalar = z.union([z.string().max(500), z.number(), z.boolean()])
export type Scalar = z.output<typeof scalar>

/** How one field of the target is made. */
const ruleSchema = z.strictObject({
  /** Where it goes in the target's record. */
  target: z.string().min(1).max(maxPathLength),
  /** Where it comes from in the source's record; null where an expression or a constant makes it. */
  source: z.string().min(1).max(maxPathLength).nullable(),
  /** JSONata over the source's whole record, in place of a path. */
  expression: z.string().min(1).max(maxExpressionLength).nullable(),
  /** One after the other. */
  transforms: z.array(transformSchema).max(maxTransforms),
  /** Stands where nothing came out. */
  fallback: scalar.nullable(),
  /** Nothing goes out without it. */
  required: z.boolean(),
})
export type Rule = z.output<typeof ruleSchema>

/** How records of a flow's entity become records of the target's. */
export const mappingSchema = z.strictObject({
  /** What the target's record is. */
  entity: z.enum(entities),
  rules: z.array(ruleSchema).min(1).max(maxRules),
})
export type Mapping = z.output<typeof mappingSchema>

/** What is wrong with one field of a mapping or of what it made. Names fields, never what stands in them. */
export interface MappingProblem {
  /** The target's field. */
  readonly field: string
  readonly code: 'unknown_source' | 'unknown_target' | 'twice' | 'clash' | 'missing' | 'no_value' | 'failed'
  readonly message: string
}
