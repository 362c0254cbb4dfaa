import { ownHeader } from './client.ts'
import { ProblemError, problemOfResponse } from './problem.ts'

export interface FirstAdmin {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly organizationName: string
  readonly timeZone: string
}

/** @throws ProblemError when it was refused */
export async function setUp(admin: FirstAdmin): Promise<void> {
  const response = await fetch('/api/setup', {
    method: 'POST',
    headers: { ...ownHeader, 'content-type': 'application/json' },
    body: JSON.stringify(admin),
  })
  if (response.ok) return
  throw new ProblemError(problemOfResponse(response.status, await response.json().catch(() => null)))
}
