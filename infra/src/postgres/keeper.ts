/**
 * A process between us and the server, for places where the kernel cannot tell the server of our death: it runs the
 * server as its child and stops it when the channel to us closes. Its arguments are the server's command line.
 */
import { spawn } from 'node:child_process'

/** After this long a fast shutdown is turned into an immediate one; the next start then recovers from the log. */
const fastShutdownMs = 10_000

const [command, ...args] = process.argv.slice(2)
if (command === undefined || process.send === undefined) {
  process.exitCode = 2
} else {
  const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  server.once('spawn', () => process.send?.({ pid: server.pid }, () => {}))
  server.once('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 127
    if (process.connected) process.disconnect()
  })
  server.once('exit', (code) => {
    process.exitCode = code ?? 1
    if (process.connected) process.disconnect()
    clearTimeout(impatience)
  })
  let impatience: NodeJS.Timeout | undefined
  process.once('disconnect', () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGINT')
    impatience = setTimeout(() => server.kill('SIGQUIT'), fastShutdownMs)
  })
}
