/**
 * Asks the sandbox what it knows, or, with a body, tells it what to do.
 * @param path below `/_sandbox`
 */
export async function askSandbox<Answer>(url: string, path: string, body?: unknown): Promise<Answer> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`${url}/_sandbox${path}`, init)
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as Answer
}
