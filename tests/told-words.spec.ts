import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { providerTitles } from '@syncline/domain/connection'
import { catalogue } from '@syncline/domain/event'
import { expect, it } from 'vitest'
import { told } from '../apps/admin/src/strings/fr/told.ts'

const packages = fileURLToPath(new URL('../packages', import.meta.url))
const names: readonly string[] = Object.values(providerTitles)

/** Texts that people read in what a provider asks for; its own name is the same in each language. */
const ofProviders = globSync('providers/src/*/{manifest,choices,cached-reads}.ts', { cwd: packages })
  .flatMap((path) => [
    ...readFileSync(`${packages}/${path}`, 'utf8').matchAll(/\b(?:title|help|none):\s*'([^']+)'/g),
  ])
  .flatMap(([, text]) => text ?? [])
  .filter((text) => !names.includes(text))
const ofEvents = Object.values(catalogue).map(({ sentence }) => sentence)

it.each([
  ['of events', ofEvents],
  ['of providers', ofProviders],
])('every sentence %s that comes with the data is said in French', (_whose, all) => {
  expect(all.length).toBeGreaterThan(30)
  expect([...new Set(all)].filter((text) => !Object.hasOwn(told, text))).toEqual([])
})
