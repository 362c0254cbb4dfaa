import { z } from 'zod'

/** What QuickBooks says went wrong. Codes without leading zeros, as the tables of errors have them. */
export interface Fault {
  readonly type: string | null
  readonly code: string | null
  readonly message: string
  /** The member at fault, where it is named. */
  readonly element: string | null
}

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value ?? null)

const capitals = z.object({ Message: text, Detail: text, code: text, element: text })
/** The gateway in front of QuickBooks writes the same members small. */
const smalls = z.object({ message: text, detail: text, code: text, element: text })
const listed = <Entry extends z.ZodType>(entry: Entry) =>
  z.union([z.array(entry).min(1).max(100), entry.transform((one) => [one])])

const faultSchema = z.union([
  z.object({ Fault: z.object({ Error: listed(capitals), type: text }) }),
  z.object({ fault: z.object({ error: listed(smalls), type: text }) }),
])
const oauthSchema = z.object({ error: z.string().min(1).max(120), error_description: text })

/**
 * The fault in an answer; null when there is none. It may come with HTTP 200, in capital or small letters, and as XML
 * where a gateway answered before QuickBooks did.
 * @param answer what the body parses to, or its text where that is no JSON
 */
export function faultIn(answer: unknown): Fault | null {
  if (typeof answer === 'string') return faultInXml(answer)
  const read = faultSchema.safeParse(answer)
  if (read.success) {
    if ('Fault' in read.data) {
      const { Error: errors, type } = read.data.Fault
      const [{ Message, Detail, code, element }] = errors as [z.output<typeof capitals>]
      return faultOf(type, code, Message, Detail, element)
    }
    const { error: errors, type } = read.data.fault
    const [{ message, detail, code, element }] = errors as [z.output<typeof smalls>]
    return faultOf(type, code, message, detail, element)
  }
  const refused = oauthSchema.safeParse(answer)
  if (!refused.success) return null
  const { error: code, error_description: description } = refused.data
  return { type: 'oauth', code, message: description ?? '', element: null }
}

function faultOf(
  type: string | null,
  code: string | null,
  message: string | null,
  detail: string | null,
  element: string | null,
): Fault {
  const told = code ?? /errorCode=(\d{1,12})/.exec(message ?? '')?.[1] ?? null
  const bare = told?.replace(/^0+(?=\d)/, '') ?? null
  const sentences = [message, detail].filter((sentence) => sentence !== null && sentence !== '')
  return { type, code: bare, message: [...new Set(sentences)].join(': '), element }
}

const maxXmlLength = 20_000

/** Reads the few elements a fault has; whatever else the document holds is passed over. */
function faultInXml(xml: string): Fault | null {
  const document = xml.slice(0, maxXmlLength)
  const fault = /<(?:\w{1,20}:)?Fault\b([^>]{0,500})>/.exec(document)
  const error = /<(?:\w{1,20}:)?Error\b([^>]{0,500})>/.exec(document)
  if (!fault || !error) return null
  const inside = (name: string) =>
    unescape(new RegExp(`<(?:\\w{1,20}:)?${name}>([^<]{0,4000})<`).exec(document)?.[1] ?? null)
  const attribute = (tag: string | undefined, name: string) =>
    unescape(new RegExp(`\\b${name}="([^"]{0,200})"`).exec(tag ?? '')?.[1] ?? null)
  return faultOf(
    attribute(fault[1], 'type'),
    attribute(error[1], 'code'),
    inside('Message'),
    inside('Detail'),
    attribute(error[1], 'element'),
  )
}

const marks: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const unescape = (escaped: string | null): string | null =>
  escaped?.replace(/&(lt|gt|quot|apos|amp);/g, (_whole, name: string) => marks[name] ?? '').trim() ?? null
