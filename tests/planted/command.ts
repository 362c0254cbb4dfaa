import { spawn } from 'node:child_process'

const maxOutput = 20_000

/**
 * Runs a command to its end and keeps the end of what it said.
 * @throws AbortError when told to stop
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, signal }: { cwd: string; signal: AbortSignal },
): Promise<{ code: number | null; output: string }> {
  signal.throwIfAborted()
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGTERM',
  })
  let output = ''
  const hear = (chunk: Buffer) => {
    output = `${output}${chunk.toString()}`.slice(-maxOutput)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  // An abort is said at once; the folder may be taken away only when the process is gone.
  let failure: Error | undefined
  child.on('error', (error) => {
    failure = error
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (failure) throw failure
  return { code, output }
}
