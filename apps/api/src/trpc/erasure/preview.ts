import { erasureTarget } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ target: erasureTarget })

/** What erasing a person would destroy, counted. Changes nothing. */
export const preview = procedure({ permission: 'subject.read', audit: 'none', input }).query(
  ({ ctx, input }) => ctx.ports.erasureReads.preview(ctx.access.organization.id, input.target),
)
