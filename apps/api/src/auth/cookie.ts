import { createHmac, timingSafeEqual } from 'node:crypto'

/** `__Host-` pins a cookie to this host and to https; browsers refuse it over plain http. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-syncline_session' : 'syncline_session'
}

/** Says for ten minutes that the password was right and the code is still to come. */
export const codeCookieName = (sessionCookie: string): string => `${sessionCookie}_code`

const maxHeaderLength = 8_192
const signatureBytes = 32

/**
 * The session token of a `Cookie` header, if it carries our signature: `<token>.<base64 of HMAC-SHA-256>`, URL-encoded,
 * as better-auth writes it. Null for everything else; never throws.
 */
export function readSessionToken(
  header: string | undefined,
  { name, secret }: { name: string; secret: string },
): string | null {
  if (!header || header.length > maxHeaderLength) return null
  for (const part of header.split(';')) {
    const equals = part.indexOf('=')
    if (equals < 0 || part.slice(0, equals).trim() !== name) continue
    const token = verify(decode(part.slice(equals + 1).trim()), secret)
    if (token) return token
  }
  return null
}

/** The value of a cookie, as it was set; undefined where there is none, or it can't be read. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (!header || header.length > maxHeaderLength) return undefined
  const found = header.split(';').find((part) => part.split('=', 1)[0]?.trim() === name)
  return found === undefined ? undefined : decode(found.slice(found.indexOf('=') + 1).trim())
}

/** As better-auth would set it for a session of its own. */
export function writeSessionCookie(
  token: string,
  { name, secret, maxAgeSeconds }: { name: string; secret: string; maxAgeSeconds: number },
): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return writeCookie(name, `${token}.${signature}`, maxAgeSeconds)
}

/** Zero seconds take it back. */
export function writeCookie(name: string, value: string, maxAgeSeconds: number): string {
  const secure = name.startsWith('__Host-') ? '; Secure' : ''
  return `${name}=${encodeURIComponent(value)}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function verify(value: string, secret: string): string | null {
  const dot = value.lastIndexOf('.')
  if (dot <= 0) return null
  const token = value.slice(0, dot)
  const signature = Buffer.from(value.slice(dot + 1), 'base64')
  if (signature.length !== signatureBytes) return null
  const expected = createHmac('sha256', secret).update(token).digest()
  return timingSafeEqual(signature, expected) ? token : null
}
