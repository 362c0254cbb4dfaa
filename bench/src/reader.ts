import { Agent, type ClientRequest, get, type IncomingMessage } from 'node:http'

export interface Reader {
  /** Resolves after the next answer of the list, or after the time is up. */
  nextAnswer(timeoutMs: number): Promise<void>
  close(): void
}

interface Page {
  readonly rows: readonly { readonly source: { readonly id: string }; readonly requestedPosition: number }[]
  readonly hasOlder: boolean
}

/** The page's own, and the largest that the API gives for what went by in between. */
const pageLimit = 50
const olderLimit = 200

/**
 * Somebody who is signed in and looks at the newest syncs: hears the bell, reads the list again, one read at a time;
 * bells that ring meanwhile make one more. What was pushed off the first page in between is read from the next ones.
 * @param seenAt filled with the time, in milliseconds since 1970, at which each record was first in an answer
 */
export async function openReader(
  who: { readonly baseUrl: string; readonly email: string; readonly password: string },
  seenAt: Map<string, number>,
): Promise<Reader> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { cookie: await signIn(who), accept: 'text/event-stream, application/json' }
  const address = (path: string) => `${who.baseUrl.replace('//localhost', '//127.0.0.1')}/trpc/${path}`
  const waiting = new Set<() => void>()
  let known = 0
  let rung = false
  let reading: Promise<void> | null = null
  let failure: Error | null = null

  async function page(before: number | null): Promise<Page> {
    const input =
      before === null
        ? { limit: pageLimit }
        : { limit: olderLimit, cursor: { position: before, go: 'older' } }
    const url = address(`sync.list?input=${encodeURIComponent(JSON.stringify(input))}`)
    const response = await answered(get(url, { agent, headers }))
    let text = ''
    for await (const chunk of response.setEncoding('utf8')) text += chunk
    if (response.statusCode !== 200) throw new Error(`the list answered ${response.statusCode}: ${text}`)
    return (JSON.parse(text) as { result: { data: Page } }).result.data
  }

  async function readAgain(): Promise<void> {
    let newest = known
    let before: number | null = null
    for (;;) {
      const { rows, hasOlder } = await page(before)
      const now = performance.timeOrigin + performance.now()
      for (const { source } of rows) if (!seenAt.has(source.id)) seenAt.set(source.id, now)
      newest = Math.max(newest, rows[0]?.requestedPosition ?? 0)
      before = rows.at(-1)?.requestedPosition ?? 0
      if (!hasOlder || before <= known) break
    }
    known = newest
  }

  async function readWhileRung(): Promise<void> {
    while (rung) {
      rung = false
      await readAgain()
      for (const resolve of waiting) resolve()
    }
  }

  function ring(): void {
    rung = true
    reading ??= readWhileRung()
      .catch((error: Error) => {
        failure = error
        for (const resolve of waiting) resolve()
      })
      .finally(() => {
        reading = null
        if (rung && !failure) ring()
      })
  }

  const bell = await answered(get(address('live.changes'), { headers }))
  if (bell.statusCode !== 200) throw new Error(`the bell answered ${bell.statusCode}`)
  bell.setEncoding('utf8').on('data', (text: string) => text.includes('"noun"') && ring())
  bell.on('error', () => {})

  return {
    nextAnswer: async (timeoutMs) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const deadline = setTimeout(resolve, timeoutMs)
      waiting.add(resolve)
      await promise
      waiting.delete(resolve)
      clearTimeout(deadline)
      if (failure) throw failure
    },
    close() {
      bell.destroy()
      agent.destroy()
    },
  }
}

function answered(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => request.once('response', resolve).once('error', reject))
}

async function signIn({ baseUrl, email, password }: Parameters<typeof openReader>[0]): Promise<string> {
  const response = await fetch(`${baseUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: baseUrl },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}
