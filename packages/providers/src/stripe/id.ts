import { z } from 'zod'

/** Stripe's ids stand in addresses as they are: nothing in them may need escaping or climb a path. */
export const objectId = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/)
