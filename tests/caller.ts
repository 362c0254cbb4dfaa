import type { SignIn, Stack } from './stack.ts'

/** Calls the API as a signed-in person does, over HTTP with a cookie. */
export interface Caller {
  query<Answer>(path: string, input?: unknown): Promise<Answer>
  mutate<Answer>(path: string, input: unknown): Promise<Answer>
  readonly cookie: string
}

export async function signIn(
  stack: Pick<Stack, 'baseUrl' | 'signIns'>,
  role: SignIn['role'] = 'operator',
): Promise<Caller> {
  const person = stack.signIns.find((one) => one.role === role) as SignIn
  const answer = await send(`${stack.baseUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stack.baseUrl },
    body: JSON.stringify({ email: person.email, password: person.password }),
  })
  if (!answer.ok) throw new Error(`Sign-in as ${role} answered ${answer.status}: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const headers = { cookie, 'content-type': 'application/json', 'x-syncline': '1', origin: stack.baseUrl }
  return {
    cookie,
    query: (path, input = {}) =>
      unwrap(
        send(`${stack.baseUrl}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {
          headers,
        }),
      ),
    mutate: (path, input) =>
      unwrap(send(`${stack.baseUrl}/trpc/${path}`, { method: 'POST', headers, body: JSON.stringify(input) })),
  }
}

const overloadedForMs = 60_000

/** Does as an overloaded hub says, and asks again a moment later: the machine that tests run on has other work too. */
async function send(url: string, init: RequestInit): Promise<Response> {
  const deadline = performance.now() + overloadedForMs
  for (;;) {
    const response = await fetch(url, init)
    if (response.status !== 503 || performance.now() > deadline) return response
    const { code } = (await response.clone().json()) as { code?: string }
    if (code !== 'OVERLOADED') return response
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

async function unwrap<Answer>(call: Promise<Response>): Promise<Answer> {
  const response = await call
  const body = (await response.json()) as { result?: { data: Answer }; error?: { message: string } }
  if (!response.ok || !body.result)
    throw new Error(`${response.status}: ${JSON.stringify(body.error ?? body)}`)
  return body.result.data
}
