import { runRole } from '../../roles.ts'
import type { CommandInput } from '../command.ts'

export const summary = 'run the API and the pages'

export async function run({ settings }: CommandInput): Promise<number> {
  return runRole(settings, 'web')
}
