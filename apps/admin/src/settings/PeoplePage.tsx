import type { Role } from '@syncline/domain/access'
import type { InvitationView, Invited, MemberView } from '@syncline/domain/view'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { readState } from '../api/readState.ts'
import { useMay } from '../session/session.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { OnceDialog } from './OnceDialog.tsx'
import { InviteDialog, RemoveDialog } from './PeopleDialogs.tsx'
import { PeopleView } from './PeopleView.tsx'
import { AskedAgain, needsPassword } from './stepUp.tsx'

const words = strings.settings.people
const peopleQuery = (api: Api) =>
  queryOptions({ queryKey: ['people'], queryFn: () => api.client.member.list.query() })

const mailWatchMs = 2_000

type Command =
  | { readonly what: 'invite'; readonly email: string; readonly role: Role }
  | { readonly what: 'role'; readonly member: MemberView; readonly role: Role }
  | { readonly what: 'remove'; readonly member: MemberView }
  | { readonly what: 'revoke' | 'mail'; readonly invitation: InvitationView }

async function send(api: Api, command: Command): Promise<Invited | null> {
  const { member, invitation } = api.client
  if (command.what === 'invite') return invitation.create.mutate({ email: command.email, role: command.role })
  if (command.what === 'role')
    await member.setRole.mutate({ userId: command.member.userId, role: command.role })
  else if (command.what === 'remove') await member.remove.mutate({ userId: command.member.userId })
  else if (command.what === 'mail')
    await invitation.send.mutate({ invitationId: command.invitation.invitationId })
  else await invitation.revoke.mutate({ invitationId: command.invitation.invitationId })
  return null
}

function said(command: Command): string {
  if (command.what === 'role') return words.changed(command.member.name)
  if (command.what === 'mail') return words.mailedAgain
  return command.what === 'remove' ? words.removed(command.member.name) : words.revoked
}

export function PeoplePage() {
  useTitle(strings.shell.titled(strings.settings.pages.people))
  const api = useApi()
  const toast = useToast()
  const people = useQuery({
    ...peopleQuery(api),
    enabled: useMay('member.read'),
    // A mail on its way is watched until it arrived or did not.
    refetchInterval: ({ state }) =>
      state.data?.invitations.some(({ mail }) => mail?.state === 'waiting') ? mailWatchMs : false,
  })
  const [asked, setAsked] = useState<'invite' | MemberView | null>(null)
  const [link, setLink] = useState<string | null>(null)
  const command = useMutation({
    mutationFn: (given: Command) => send(api, given),
    onSuccess: (answer, given) => {
      setAsked(null)
      if (answer) setLink(answer.link)
      else toast(said(given))
      return api.queries.invalidateQueries(peopleQuery(api))
    },
  })
  const problem = command.error === null ? null : toProblem(command.error)
  const close = () => {
    command.reset()
    setAsked(null)
  }
  const mails = people.data?.mails ?? false
  // What is asked for above it is no refusal.
  const dialog = { busy: command.isPending, problem: needsPassword(problem) ? null : problem, onClose: close }
  return (
    <>
      <PeopleView
        state={readState(people, (all) => ({ people: all }))}
        problem={asked === null && !needsPassword(problem) ? problem : null}
        onInvite={() => setAsked('invite')}
        onRole={(member, role) => command.mutate({ what: 'role', member, role })}
        onRemove={setAsked}
        onRevoke={(invitation) => command.mutate({ what: 'revoke', invitation })}
        onMail={(invitation) => command.mutate({ what: 'mail', invitation })}
      />
      {asked === 'invite' && (
        <InviteDialog
          {...dialog}
          mails={mails}
          onSubmit={(who) => command.mutate({ what: 'invite', ...who })}
        />
      )}
      {asked !== null && asked !== 'invite' && (
        <RemoveDialog
          {...dialog}
          name={asked.name}
          onSubmit={() => command.mutate({ what: 'remove', member: asked })}
        />
      )}
      <AskedAgain command={command} />
      {link !== null && (
        <OnceDialog
          {...words.link}
          text={mails ? words.link.textMail : words.link.text}
          values={[{ label: words.link.label, value: link }]}
          onClose={() => setLink(null)}
        />
      )}
    </>
  )
}
