import { expect, it } from 'vitest'
import { writeInvitation } from './invitation.ts'

const mail = {
  invitationId: 'i',
  organization: { id: 'o', name: 'Marina Group' },
  email: 'new@example.com',
  role: 'operator',
  known: false,
  inviter: 'Ada Obi',
  expiresAt: new Date('2026-11-28T10:00:00Z'),
  link: 'https://hub.example/invitation#id.signature',
} as const

it('says who asks, for what, until when, and how', () => {
  expect(writeInvitation(mail)).toMatchObject({
    to: 'new@example.com',
    subject: 'You are invited to Marina Group',
    text: `Ada Obi asks you to join Marina Group as an operator.

https://hub.example/invitation#id.signature

The link works once, until November 28, 2026 (UTC).
If you don’t know what this is about, do nothing: without the link nobody comes in.
`,
  })
})

it('shows names and never obeys them', () => {
  const name = 'A\r\nBcc: all@example.com\u2028<img src=x onerror=alert(1)>"'
  const { subject, text, html } = writeInvitation({ ...mail, inviter: name, organization: { id: 'o', name } })
  expect(subject).not.toMatch(/[\r\n\u2028]/)
  expect(text.split('\n')).toHaveLength(7)
  expect(html).not.toContain('<img')
  expect(html).not.toContain('\u2028')
  expect(writeInvitation({ ...mail, inviter: 'x'.repeat(5_000) }).text.length).toBeLessThan(500)
})
