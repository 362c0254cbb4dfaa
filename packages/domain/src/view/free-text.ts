import type { z } from 'zod'
import type { TextUse } from '../privacy/index.ts'

/** How a schema says that people write there as they like; documents of the API show it. */
export const freeTextKey = 'x-free-text'

/** A field whose text passes the organization's privacy gate before anything is done with it. */
export const freeText = (use: TextUse, schema: z.ZodString): z.ZodString =>
  schema.meta({ [freeTextKey]: use })
