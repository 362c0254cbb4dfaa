import type { Link, PlanContext } from '../provider.ts'

/** A target that holds nothing else, unless a test says so. */
export const planContext = (link: Link | null, changes: Partial<PlanContext> = {}): PlanContext => ({
  link,
  externalIdOf: () => null,
  accountId: null,
  ...changes,
})
