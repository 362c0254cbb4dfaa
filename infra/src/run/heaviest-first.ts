import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By what a file needs: a whole Syncline under load, a browser, a database, nothing. */
const costs: readonly RegExp[] = [/\/tests\/crash\//, /\.e2e\.ts$/, /\.int\.spec\.ts$/]
/** Files of the browser's that take about as long as one under load. */
const besideEach = 2

/**
 * Starts what takes longest first, so that nothing long runs alone at the end, and what loads the machine beside what
 * mostly waits. By name, since a clean checkout knows no times; files of one cost are ordered as vitest does, by the last
 * run's times or by their size.
 */
export class HeaviestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const [loading = [], browsing = [], ...rest] = [...costs.keys(), costs.length].map((cost) =>
      sorted.filter((file) => costOf(file) === cost),
    )
    const woven = loading.flatMap((file, at) => [
      file,
      ...browsing.slice(at * besideEach, (at + 1) * besideEach),
    ])
    return [...woven, ...browsing.slice(loading.length * besideEach), ...rest.flat()]
  }
}

function costOf({ moduleId }: TestSpecification): number {
  const found = costs.findIndex((cost) => cost.test(moduleId))
  return found === -1 ? costs.length : found
}
