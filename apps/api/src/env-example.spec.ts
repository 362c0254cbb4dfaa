import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EnvError, readEnv, variableNames } from './env.ts'
import { envExample } from './env-example.ts'

const example = readFileSync(new URL('../../../.env.production.example', import.meta.url), 'utf8')
const needed = {
  DATABASE_URL: 'postgres://hub@db.example.com/hub',
  BASE_URL: 'https://hub.example.com',
  SESSION_SECRET: 'x'.repeat(32),
}

/** Its lines as a shell would set them; those that are commented out as well where told so. */
function read({ commented }: { commented: boolean }): Record<string, string> {
  const line = commented ? /^#?([A-Z_]+)=(.*)$/gm : /^([A-Z_]+)=(.*)$/gm
  return Object.fromEntries([...example.matchAll(line)].map(([, name, value]) => [name, value]))
}

describe('the example of a production environment', () => {
  it('is made from the variables as they are', () => {
    expect(example).toBe(envExample())
    expect(Object.keys(read({ commented: true }))).toEqual(variableNames)
  })

  it('does not start until what is needed is filled in, and names it', () => {
    const start = () => readEnv(read({ commented: false }))
    expect(start).toThrow(EnvError)
    for (const name of Object.keys(needed)) expect(start).toThrow(`${name}: `)
  })

  it.each([false, true])('starts with that, and says the same with all of it open (%s)', (commented) => {
    const { trustedProxies, ...env } = readEnv({ ...read({ commented }), ...needed })
    const { trustedProxies: none, ...usual } = readEnv({ ...needed, NODE_ENV: 'production' })
    expect(env).toEqual(usual)
    expect([trustedProxies, none]).toEqual([commented ? ['127.0.0.1'] : [], []])
  })
})

it('lets no variable go without a sentence', () => {
  expect(() => envExample(['NEW_ONE'])).toThrow('NEW_ONE')
})
