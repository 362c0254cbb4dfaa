import type { ServerResponse } from 'node:http'
import type { Answer } from '../provider.ts'

/** How an exchange ended on the wire. */
export type Ending = 'answered' | 'aborted'

/** The one response of a request, and the ways to spoil it. Each resolves when nothing more will happen. */
export type Reply = {
  whole(answer: Answer): Promise<Ending>
  /** Never answers: resolves when the client has gone. */
  held(): Promise<Ending>
  /** Right headers, half the body, and the line is cut. */
  half(answer: Answer): Promise<Ending>
  /** Right headers, half the body, and our side of the line is closed while the client may still speak. */
  halfClosed(answer: Answer): Promise<Ending>
  cut(): Promise<Ending>
}

/** Lines that wait for their client to leave; beyond the limit the oldest is cut. */
export type HeldLines = { add(response: ServerResponse): void }

export function createHeldLines(maxCount: number): HeldLines {
  const lines = new Set<ServerResponse>()
  return {
    add(response) {
      lines.add(response)
      response.once('close', () => lines.delete(response))
      if (lines.size <= maxCount) return
      for (const oldest of lines) {
        oldest.destroy()
        return
      }
    },
  }
}

export function createReply(response: ServerResponse, heldLines: HeldLines): Reply {
  const closed = new Promise<Ending>((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? 'answered' : 'aborted'))
  })

  function writeHead(answer: Answer): void {
    response.writeHead(answer.status, {
      'cache-control': 'no-store',
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.body),
    })
  }

  async function writeHalf(answer: Answer): Promise<void> {
    writeHead(answer)
    const bytes = Buffer.from(answer.body)
    await new Promise<void>((resolve) => {
      response.once('close', () => resolve())
      response.write(bytes.subarray(0, bytes.length >> 1), () => resolve())
    })
  }

  return {
    async whole(answer) {
      if (response.destroyed) return closed
      writeHead(answer)
      const finished = new Promise<Ending>((resolve) => response.end(answer.body, () => resolve('answered')))
      return Promise.race([finished, closed])
    },
    async held() {
      if (!response.destroyed) heldLines.add(response)
      return closed
    },
    async half(answer) {
      if (response.destroyed) return closed
      await writeHalf(answer)
      response.destroy()
      await closed
      return 'aborted'
    },
    async halfClosed(answer) {
      if (response.destroyed) return closed
      await writeHalf(answer)
      response.socket?.end()
      if (!response.destroyed) heldLines.add(response)
      await closed
      return 'aborted'
    },
    async cut() {
      response.destroy()
      await closed
      return 'aborted'
    },
  }
}
