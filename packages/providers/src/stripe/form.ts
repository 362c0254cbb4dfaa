/** Members of one call, at most one level deep: texts, null for «clear this», or a hash of such. */
export type FormMembers = Readonly<Record<string, string | null | Readonly<Record<string, string | null>>>>

/** Stripe's form: `name=Ada&address[city]=Lagos`. Empty clears. Members stand in the order given. */
export function encodeForm(members: FormMembers): string {
  const pairs = Object.entries(members).flatMap(([name, value]) =>
    value === null || typeof value === 'string'
      ? [[name, value ?? '']]
      : Object.entries(value).map(([inner, text]) => [`${name}[${inner}]`, text ?? '']),
  )
  return pairs.map(([name = '', text = '']) => `${escape(name)}=${escape(text)}`).join('&')
}

/** As the SDK does: brackets stay readable. Half a surrogate pair can't be escaped and becomes U+FFFD. */
const escape = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replaceAll('%5B', '[').replaceAll('%5D', ']')

/** The members of a form that {@link encodeForm} wrote. */
export function decodeForm(form: string): FormMembers {
  const members: Record<string, string | null | Record<string, string | null>> = {}
  for (const [name, text] of new URLSearchParams(form)) {
    const [, outer = name, inner] = /^([^[]+)\[([^\]]+)\]$/.exec(name) ?? []
    const value = text === '' ? null : text
    const held = members[outer]
    if (inner === undefined) members[outer] = value
    else members[outer] = { ...(held !== null && typeof held === 'object' ? held : {}), [inner]: value }
  }
  return members
}
