import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

export interface SignIn {
  readonly role: 'admin' | 'operator' | 'auditor'
  readonly name: string
  readonly email: string
  readonly password: string
}

export interface DemoFile {
  readonly sandboxUrl: string
  readonly signIns: readonly SignIn[]
}

const fileIn = (dataDirectory: string) => resolve(dataDirectory, 'demo.json')

/** What the demo was seeded with: sign-ins to offer on the sign-in page, and where its sandbox is. */
export function readDemo(dataDirectory: string): DemoFile | null {
  try {
    return JSON.parse(readFileSync(fileIn(dataDirectory), 'utf8')) as DemoFile
  } catch {
    return null
  }
}

export function keepDemo(dataDirectory: string, demo: DemoFile): void {
  mkdirSync(dataDirectory, { recursive: true })
  writeFileSync(fileIn(dataDirectory), `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
}
