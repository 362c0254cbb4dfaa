import { type Judgement, notExecuted, refusedAtTheDoor, rejected, retryAfterMs, unknown } from '../answer.ts'
import type { HttpOutcome } from '../http.ts'
import type { Fault } from './fault.ts'

type Answered = Extract<HttpOutcome, { kind: 'answered' }>

/** Faults by their code, whatever status they came with. */
const byCode: Readonly<Record<string, Judgement>> = {
  /** No rights, the wrong product, or a company whose subscription has ended. */
  '120': refusedAtTheDoor('PROVIDER_FORBIDDEN'),
  '3100': refusedAtTheDoor('PROVIDER_FORBIDDEN'),
  '5020': refusedAtTheDoor('PROVIDER_FORBIDDEN'),
  '6190': refusedAtTheDoor('PROVIDER_FORBIDDEN'),
  /** The token ran out before our clock said so: it is renewed, then the same goes out again. */
  '3200': notExecuted('TOKEN_EXPIRED'),
  '3001': notExecuted('RATE_LIMIT_EXCEEDED'),
  '2020': rejected('REQUIRED_FIELD_MISSING'),
  '2500': rejected('DEPENDENCY_MISSING', true),
  '5010': rejected('VERSION_CONFLICT', true),
  '6140': rejected('DUPLICATE_RECORD'),
  '6210': rejected('DUPLICATE_RECORD'),
  '6240': rejected('DUPLICATE_RECORD'),
}

/** An item or an account is chosen by a person, and nobody writes one: it is gone until another is chosen. */
const namesChosen = ({ element, message }: Fault): boolean =>
  /^(?:Item|Account)Ref$/.test(element ?? '') || /: (?:Item|Account)(?:Ref)? elements? id/.test(message)

/** What a refused write comes to: decided by the fault's code, else by the status, never by the wording. */
export function judgeFault(status: number, fault: Fault | null, isChange: boolean): Judgement {
  const { code, type } = fault ?? { code: null, type: null }
  // Not found is the object itself, or on a creation something that it refers to and that was made inactive.
  if (code === '610') return rejected(isChange ? 'RECORD_NOT_FOUND' : 'DEPENDENCY_MISSING')
  if (code === '2500' && fault !== null && namesChosen(fault)) return rejected('NOT_CONFIGURED')
  const known = code !== null && Object.hasOwn(byCode, code) ? byCode[code] : undefined
  if (known) return known
  if (type === 'SystemFault') return unknown('PROVIDER_ERROR')
  return judgeStatus(status, fault !== null)
}

function judgeStatus(status: number, hasFault: boolean): Judgement {
  switch (status) {
    case 401:
      return notExecuted('TOKEN_EXPIRED')
    case 403:
      return refusedAtTheDoor('PROVIDER_FORBIDDEN')
    case 404:
      return rejected(hasFault ? 'RECORD_NOT_FOUND' : 'NOT_CONFIGURED')
    case 408:
      return unknown('TIMEOUT')
    case 429:
      return notExecuted('RATE_LIMIT_EXCEEDED')
    case 503:
      return unknown('PROVIDER_UNAVAILABLE')
    default:
      if (status >= 500) return unknown('PROVIDER_ERROR')
      if (status >= 400 || hasFault) return rejected('PROVIDER_REFUSED')
      // A redirect is not followed, and what answered it is not QuickBooks.
      return unknown('PROVIDER_MALFORMED_RESPONSE')
  }
}

/** The limit counts by the minute, and the throttle does not say when it lets go. */
const throttledMs = 60_000

export function waitAsked({ headers }: Answered, code: Judgement['code'], now: Date): number {
  const asked = retryAfterMs(headers['retry-after'], now)
  return asked === 0 && code === 'RATE_LIMIT_EXCEEDED' ? throttledMs : asked
}
