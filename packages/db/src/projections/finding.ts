import type { ProjectionName } from './advance.ts'

/** One thing that is not as it must be, and where. */
export interface Finding {
  readonly check: 'density' | 'order' | 'versions' | 'heads' | ProjectionName
  readonly position: number | null
  readonly message: string
}

/** More than these are not looked for: the first ones tell what is wrong. */
export const maxFindings = 100
