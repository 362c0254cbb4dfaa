import { type ChildProcess, fork } from 'node:child_process'
import { createServer } from 'node:net'

export interface Running {
  readonly pid: number
  stop(): Promise<void>
}

/** Starts a program that says one line of JSON with `field` when it is ready. What else it prints is chatter. */
export async function startProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  field: string,
): Promise<Running> {
  const child = fork(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 2, 'ipc'] })
  await said(child, field, file)
  return {
    pid: child.pid as number,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
        setTimeout(() => child.kill('SIGKILL'), 15_000).unref()
      }),
  }
}

function said(child: ChildProcess, field: string, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-10_000)
      if (text.includes(`"${field}"`)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`${file} ended with code ${code}: ${text}`)))
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
