import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By what a file needs: a whole Syncline under load, a browser, a database, nothing. */
const costs: readonly RegExp[] = [/\/tests\/crash\//, /\.e2e\.ts$/, /\.int\.spec\.ts$/]

/**
 * Starts what takes longest first, so that nothing long runs alone at the end. By name, since a clean checkout knows no
 * times; files of one cost are ordered as vitest does, by the last run's times or by their size.
 */
export class HeaviestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}

function rank({ moduleId }: TestSpecification): number {
  const found = costs.findIndex((cost) => cost.test(moduleId))
  return found === -1 ? costs.length : found
}
