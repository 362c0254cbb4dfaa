import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { type Role, roles } from '@syncline/domain/access'
import type { InvitationView, MemberView, People } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { ExportLink } from '../list/ExportLink.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Refused, refusedBy } from '../parts/Refused.tsx'
import { Time } from '../parts/Time.tsx'
import { useMay, useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'

const words = strings.settings.people

export type PeopleState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly people: People }

export interface PeopleViewProps {
  readonly state: PeopleState
  /** Of the last change. */
  readonly problem: Problem | null
  readonly onInvite: () => void
  readonly onRole: (member: MemberView, role: Role) => void
  readonly onRemove: (member: MemberView) => void
  readonly onRevoke: (invitation: InvitationView) => void
  readonly onMail: (invitation: InvitationView) => void
}

export const refusedPeople = (problem: Problem | null) =>
  refusedBy(problem, (reason) => words.conflicts[reason])

/** Members with their roles, and who was asked in. */
export function PeopleView(props: PeopleViewProps) {
  const { state, problem, onInvite } = props
  const { organization } = useSession()
  const mayNot = useMay('member.manage') ? null : strings.settings.mayNot(organization.name)
  const refused = refusedPeople(problem)
  if (!useMay('member.read'))
    return (
      <Notice mark={<Icon name="person" size={24} />} title={words.closed}>
        {words.closedText(organization.name)}
      </Notice>
    )
  if (state.kind === 'error')
    return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  if (state.kind === 'loading')
    return (
      <Delayed afterMs={state.afterMs ?? 150}>
        <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 3 }}>
          {[1, 2, 3].map((each) => (
            <Skeleton key={each} variant="rounded" height={64} />
          ))}
        </Box>
      </Delayed>
    )
  const { members, invitations, mails } = state.people
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'center' }}>
        <Typography sx={{ flex: '1 1 320px', color: 'ink.soft' }}>{words.text}</Typography>
        <ExportLink list="people" />
        <GuardedButton variant="contained" refusal={mayNot} onClick={onInvite}>
          {words.invite}
        </GuardedButton>
      </Box>
      {refused !== null && <Refused {...refused} />}
      <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
        {members.map((member) => (
          <Member key={member.userId} member={member} mayNot={mayNot} {...props} />
        ))}
      </Box>
      <Section title={words.invitations}>
        {!mails && <Typography sx={{ color: 'ink.soft', mb: 2 }}>{words.noMails}</Typography>}
        {invitations.length === 0 ? (
          <Typography sx={{ color: 'ink.soft' }}>{words.noInvitations}</Typography>
        ) : (
          <Box component="ul">
            {invitations.map((invitation) => (
              <Box component="li" key={invitation.invitationId} sx={line}>
                <Box sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
                  {invitation.email}
                  <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
                    {strings.shell.roles[invitation.role]}, {words.until} <Time at={invitation.expiresAt} />
                  </Typography>
                  <MailState mail={invitation.mail} />
                </Box>
                <Box sx={actions}>
                  {mails && invitation.mail?.state !== 'waiting' && (
                    <GuardedButton
                      refusal={mayNot}
                      aria-label={words.mailAgainTo(invitation.email)}
                      onClick={() => props.onMail(invitation)}
                    >
                      {words.mailAgain}
                    </GuardedButton>
                  )}
                  <GuardedButton refusal={mayNot} onClick={() => props.onRevoke(invitation)}>
                    {words.revoke}
                  </GuardedButton>
                </Box>
              </Box>
            ))}
          </Box>
        )}
      </Section>
    </>
  )
}

function MailState({ mail }: Pick<InvitationView, 'mail'>) {
  if (mail === null) return null
  const { state, at, problem } = mail
  return (
    <Typography
      variant="caption"
      component="p"
      sx={{ color: state === 'failed' ? 'status.failed.main' : 'ink.quiet' }}
    >
      {state === 'waiting' && problem !== null ? words.mail.retried : words.mail[state]}
      {problem !== null && `: ${words.mailProblems[problem]}`} {at !== null && <Time at={at} />}
    </Typography>
  )
}

/** They go to the next line together. */
const actions = { display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' } as const

export const line = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 3,
  alignItems: 'center',
  py: 3,
  borderBottom: 1,
  borderColor: 'line.border',
  minWidth: 0,
} as const

function Member({
  member,
  mayNot,
  onRole,
  onRemove,
}: Pick<PeopleViewProps, 'onRole' | 'onRemove'> & { member: MemberView; mayNot: string | null }) {
  const { user } = useSession()
  return (
    <Box component="li" sx={line}>
      <Box sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box component="span" sx={{ fontWeight: 600 }}>
          {member.name}
        </Box>
        {member.userId === user.id && ` · ${words.you}`}
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
          {member.email}, {words.since} <Time at={member.since} />
          {member.twoFactor && ` · ${words.withCode}`}
        </Typography>
      </Box>
      <Box sx={actions}>
        {mayNot === null ? (
          <Box sx={{ width: 160 }}>
            <Choice
              label={words.role(member.name)}
              labelHidden
              value={member.role}
              options={roles.map((value) => ({ value, label: strings.shell.roles[value] }))}
              onChange={(role) => onRole(member, role)}
            />
          </Box>
        ) : (
          <span>{strings.shell.roles[member.role]}</span>
        )}
        <GuardedButton refusal={mayNot} onClick={() => onRemove(member)}>
          {words.remove}
        </GuardedButton>
      </Box>
    </Box>
  )
}
