import { maskFreeText, maskJson } from '../mask/index.ts'

/** So many are kept of one webhook. */
export const maxHeaders = 12
const maxLength = 200

/** What tells of the sender and the message; addresses, cookies and what proxies add are nobody's business. */
const told =
  /^(?:content-type|user-agent|(?:x-)?(?:stripe|square|intuit|mailchimp|flasherp|buypower|webhook)-[a-z0-9-]{1,40})$/
const moment = /^[\dTZ:.+-]{1,40}$/

/** The headers of a webhook that are kept with it, masked. Names are in lower case, as Node gives them. */
export function keptHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && told.test(name))
      .slice(0, maxHeaders)
      .map(([name, value]) => [name, masked(name, String(value).slice(0, maxLength))]),
  )
}

function masked(name: string, value: string): string {
  // A time would be taken for a telephone number.
  if (name.endsWith('timestamp') && moment.test(value)) return value
  const { [name]: shown } = maskJson({ [name]: value }) as Record<string, string>
  return maskFreeText(shown ?? '').slice(0, maxLength)
}
