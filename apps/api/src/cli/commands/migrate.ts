import { migrate } from '@syncline/db/migrations'
import type { CommandInput } from '../command.ts'

export const summary = 'bring the database to the shape of this build'

export async function run({ settings, say, report }: CommandInput): Promise<number> {
  const applied = await migrate(settings.directUrl)
  say(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
  report({ migrate: 'done', applied })
  return 0
}
