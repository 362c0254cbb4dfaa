import type { ErrorCode } from '@syncline/domain/error'
import type { Plan } from '../provider.ts'

export const noCall = (code: ErrorCode, field: string, detail: string): Extract<Plan, { ok: false }> => ({
  ok: false,
  code,
  field,
  detail,
})

export const strangeId = noCall('MAPPING_FAILED', 'id', 'The linked id is not one that Square gives out.')
export const neverWritten = noCall(
  'RECORD_NOT_FOUND',
  'id',
  'It ended at its source and was never written to Square.',
)
