import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'

/** A port of the loopback interface that was free a moment ago: `wanted` if it is one, else any. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined) {
    const port = await tryPort(wanted)
    if (port !== undefined) return port
  }
  const port = await tryPort(0)
  if (port === undefined) throw new Error('the system has no free port')
  return port
}

/** The port of the last start, so that a client's saved address stays right. */
export function rememberedPort(file: string): number | undefined {
  try {
    const port = Number(readFileSync(file, 'utf8'))
    return isPort(port) ? port : undefined
  } catch {
    return undefined
  }
}

export function rememberPort(file: string, port: number): void {
  writeFileSync(file, `${port}\n`)
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port < 65_536
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  } catch {
    return undefined
  } finally {
    if (server.listening) {
      server.close()
      await once(server, 'close')
    }
  }
}
