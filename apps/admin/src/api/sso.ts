/** Where people may sign in besides here. */
export interface SsoWay {
  readonly label: string
}

/** Null where there is nothing but passwords. Never throws: the form works without it. */
export async function readSso(signal: AbortSignal): Promise<SsoWay | null> {
  try {
    const response = await fetch('/api/auth/ways', { signal })
    const body: unknown = response.ok ? await response.json() : null
    const label = (body as { sso?: { label?: unknown } | null } | null)?.sso?.label
    return typeof label === 'string' ? { label } : null
  } catch {
    return null
  }
}

/** To the issuer, and from there on to an address of ours. `again`: of somebody who is signed in already. */
export const ssoHref = (next: string, again = false): string =>
  `/api/auth/sso/start?next=${encodeURIComponent(next)}${again ? '&again=1' : ''}`
