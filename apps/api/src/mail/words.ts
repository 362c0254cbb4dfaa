import type { Role } from '@syncline/domain/access'

/** What mails say; one table a language. */
export const words = {
  en: {
    invitation: {
      subject: (organization: string) => `You are invited to ${organization}`,
      title: (organization: string) => `Join ${organization} on Syncline`,
      text: (inviter: string, organization: string, role: Role) =>
        `${inviter} asks you to join ${organization} as ${article[role]}.`,
      button: 'Open the invitation',
      until: (day: string) => `The link works once, until ${day}.`,
      stranger: 'If you don’t know what this is about, do nothing: without the link nobody comes in.',
    },
  },
} as const

export type Language = keyof typeof words

const article: Readonly<Record<Role, string>> = {
  admin: 'an admin',
  operator: 'an operator',
  auditor: 'an auditor',
}
