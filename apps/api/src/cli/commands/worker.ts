import { runRole } from '../../roles.ts'
import type { CommandInput } from '../command.ts'

export const summary = 'run the worker: projections, routing, syncs'

export async function run({ settings }: CommandInput): Promise<number> {
  return runRole(settings, 'worker')
}
