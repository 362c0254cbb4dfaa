import type { InvitationMail } from '../auth/invitations.ts'
import { type Language, words } from './words.ts'

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** The mail of an invitation, as text and as HTML. Names are what people typed: they are shown, never obeyed. */
export function writeInvitation(
  { email, role, inviter, link, expiresAt, organization }: InvitationMail,
  language: Language = 'en',
): Letter {
  const { subject, title, text, button, until, stranger } = words[language].invitation
  const [who, where] = [oneLine(inviter), oneLine(organization.name)]
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(expiresAt)
  const said = [text(who, where, role), until(`${day} (UTC)`), stranger] as const
  return {
    to: email,
    subject: subject(where),
    text: `${said[0]}\n\n${link}\n\n${said[1]}\n${said[2]}\n`,
    html: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escape(title(where))}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c2430;background:#fff">
<h1 style="font-size:20px;margin:0 0 16px">${escape(title(where))}</h1>
<p>${escape(said[0])}</p>
<p><a href="${escape(link)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#1f4fd8;color:#fff;text-decoration:none">${button}</a></p>
<p style="overflow-wrap:anywhere">${escape(link)}</p>
<p>${escape(said[1])}<br>${escape(said[2])}</p>
</body></html>
`,
  }
}

const maxNameLength = 120

/** A name that would begin a line of its own could speak in our place. */
const oneLine = (name: string) => name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, maxNameLength)

const escape = (text: string): string => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
