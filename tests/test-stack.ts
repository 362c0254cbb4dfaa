import { createTestDatabase } from '@syncline/db/testing'
import { type Stack, startStack } from './stack.ts'

/**
 * A stack on a database of the test run's server: nothing of it has to be made first, or to reach a disk. For tests of
 * what the processes do; where the database itself matters, `startStack` brings its own.
 */
export async function startTestStack(
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<Stack> {
  const database = await createTestDatabase()
  try {
    const stack = await startStack({ ...env, DATABASE_URL: database.url }, args)
    const stop = () => stack.stop().finally(() => database.drop())
    return { ...stack, stop }
  } catch (error) {
    await database.drop()
    throw error
  }
}
