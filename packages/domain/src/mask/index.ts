const secretName = /(secret|token|password|authorization|api[-_]?key|signature|cookie)/i
const personalName =
  /(e[-_]?mail|phone|msisdn|name|address|line1|line2|street|city|postal|zip|birth|description|note|meter)/i

const hidden = '•••'
const email = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g
/** Phones, and whatever else has so many digits: the longest card has nineteen. */
const phone = /\+?\d(?:[ -]?\d){8,18}/g
const key = /\b(?:sk|rk|pk|whsec|syn)_[A-Za-z0-9_]{8,}/g

/** First letter and dots: enough to recognise a record by, too little to learn it. */
export function maskText(text: string): string {
  const first = [...text][0]
  return first === undefined ? '' : `${first}${hidden}`
}

/** Free text: keys, e-mail addresses and long digit runs become dots. Linear time: every repetition is bounded. */
export function maskFreeText(text: string): string {
  return text
    .replaceAll('\u0000', '␀')
    .toWellFormed()
    .replace(key, hidden)
    .replace(email, hidden)
    .replace(phone, hidden)
}

/**
 * A copy of a JSON value that may be logged and shown: secrets gone, personal fields reduced to a first letter,
 * free text cleaned. Bounded in depth and width, so that a hostile body costs no more than a friendly one.
 */
export function maskJson(value: unknown, depth = 0): unknown {
  if (depth > 12) return hidden
  if (typeof value === 'string') return maskFreeText(value.slice(0, 2_000))
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => maskJson(item, depth + 1))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 200)
      .map(([name, inner]) => [name, maskField(name, inner, depth)]),
  )
}

function maskField(name: string, value: unknown, depth: number): unknown {
  if (secretName.test(name)) return value === null ? null : hidden
  if (personalName.test(name) && typeof value === 'string') return maskText(value)
  return maskJson(value, depth + 1)
}

/** A body as it may be shown: `text` is indented JSON where `json`, and cut where it is not `whole`. */
export interface MaskedBody {
  readonly text: string
  readonly json: boolean
  readonly whole: boolean
}

/** Masks a body and cuts it to `maxLength` characters. What is not JSON is cleaned as free text. */
export function maskPayload(body: string, maxLength = 65_536): MaskedBody {
  let text: string
  let json = true
  try {
    text = JSON.stringify(maskJson(JSON.parse(body)), null, 2)
  } catch {
    text = maskFreeText(body.slice(0, maxLength + 1))
    json = false
  }
  // Neither NUL nor half a surrogate pair can be stored as text.
  text = text.replaceAll('\u0000', '␀').toWellFormed()
  const whole = text.length <= maxLength
  return { text: whole ? text : `${text.slice(0, maxLength - 1)}…`, json, whole }
}

/** The same as text alone. */
export const maskBody = (body: string, maxLength = 8_192): string => maskPayload(body, maxLength).text
