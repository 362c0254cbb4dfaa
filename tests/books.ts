import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const compareScript = fileURLToPath(new URL('../apps/sandbox/src/compare-ledgers.ts', import.meta.url))

export interface Comparison {
  readonly equal: boolean
  readonly money: readonly { readonly equal: boolean; readonly currency: string }[]
  readonly differences: readonly { readonly kind: string; readonly entity: string; readonly ref: string }[]
  readonly compared: Readonly<Record<string, number>>
}

/** Holds Stripe's book against FlashERP's, by a program of the sandbox's own that knows nothing of the hub. */
export async function compareBooks(url: string): Promise<Comparison> {
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, [compareScript, '--url', url, '--json'], {
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string }) => error)
  return JSON.parse(stdout) as Comparison
}
