import { applyMapping, type Mapped, type Mapping, type Transformed } from '@syncline/domain/mapping'
import type { CanonicalRecord } from '@syncline/domain/record'
import type { Expressions } from './expressions.ts'

export type MapRecord = (mapping: Mapping, record: CanonicalRecord) => Promise<Mapped>

/** Applies mappings, expressions included. */
export const createMapRecord =
  (expressions: Pick<Expressions, 'compute'>): MapRecord =>
  async (mapping, record) => {
    const asked = mapping.rules.flatMap(({ target, expression }) =>
      expression === null ? [] : [[target, expression] as const],
    )
    const answers = await expressions.compute(
      asked.map(([, expression]) => expression),
      record,
    )
    const computed = new Map<string, Transformed>(
      asked.map(([target], index) => [target, answers[index] ?? { ok: false, why: 'It was not computed.' }]),
    )
    return applyMapping(mapping, record, computed)
  }
