import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { availableProviders, loadProvider, verifierOf } from './registry.ts'

it('loads each provider under its own name, with the webhook half it also has alone', async () => {
  expect(availableProviders).toEqual([
    'stripe',
    'flasherp',
    'square',
    'buypower',
    'mailchimp',
    'pcs-ai',
    'quickbooks',
  ])
  for (const name of availableProviders) {
    const provider = await loadProvider(name)
    expect(provider.manifest.name).toBe(name)
    expect(await verifierOf(name)).toBe(provider.webhook ?? null)
  }
})

it('has no adapter for what is not in this build', async () => {
  await expect(loadProvider('nobody' as never)).rejects.toThrow('No adapter for provider nobody')
  await expect(loadProvider('constructor' as never)).rejects.toThrow('No adapter')
  for (const name of ['nobody', 'pcs-ai'] as const) expect(await verifierOf(name as never)).toBeNull()
})

it('verifies without loading an SDK or anything that calls out', () => {
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ resolve: (name, context, next) => { const found = next(name, context); loaded.push(found.url); return found } })
    const { verifierOf } = await import('./registry.ts')
    for (const name of ['stripe', 'flasherp', 'square', 'mailchimp', 'quickbooks']) await verifierOf(name)
    process.stdout.write(JSON.stringify(loaded))`
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    encoding: 'utf8',
  })
  const loaded = JSON.parse(output) as string[]
  expect(loaded.some((url) => url.endsWith('/stripe/webhook.ts'))).toBe(true)
  expect(
    loaded.filter((url) => /\/node_modules\/(stripe|square)\/|node:https?$|\/http\.ts$/.test(url)),
  ).toEqual([])
})
