import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export const paths = {
  root,
  cli: resolve(root, 'apps/api/src/cli/main.ts'),
  api: resolve(root, 'apps/api/src/main.ts'),
  sandbox: resolve(root, 'apps/sandbox/src/main.ts'),
  bin: (name: string) => resolve(root, 'node_modules/.bin', name),
  /** Where state lives: SYNCLINE_DATA, else `.syncline` beside package.json. */
  data: resolve(root, process.env.SYNCLINE_DATA || '.syncline'),
} as const
