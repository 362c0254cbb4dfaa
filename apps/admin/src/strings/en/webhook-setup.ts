import { worded } from '../language.ts'

const types = (value: number) => (value === 1 ? '1 type' : `${value} types`)
const most = 4
const named = (all: readonly string[]) =>
  all.length <= most ? all.join(', ') : `${all.slice(0, most).join(', ')} and ${all.length - most} more`

export const webhookSetup = worded('webhookSetup', {
  loading: (provider: string) => `${provider} is being asked where it sends webhooks`,
  failed: (provider: string) => `${provider} could not be asked where it sends webhooks`,
  mayNot: (organization: string) => `Admins set up webhooks. Ask an admin of ${organization}.`,
  title: {
    none: (provider: string) => `${provider} sends nothing here yet`,
    right: (provider: string) => `${provider} sends what is routed here`,
    wrong_events: (provider: string) => `${provider} sends other events than are routed here`,
    too_many_events: (provider: string) => `${provider} sends more than is routed here`,
    disabled: (provider: string) => `At ${provider} this address is switched off`,
    several: (provider: string) => `Several addresses at ${provider} point here`,
  },
  text: {
    none: 'Syncline can enter this address there, with exactly the events it routes, and keep the signing secret without showing it. Or enter it by hand, and give us its secret under Credentials.',
    ours: 'It was set up from here; the secret it signs with is in custody.',
    byHand:
      'It was entered by hand. Whether it signs with the secret in custody shows when the next webhook comes; if that is refused, replace it.',
    noSecret:
      'No webhook secret is in custody, so each webhook is refused. Replace it, or give us its secret under Credentials.',
    several:
      'Each webhook comes several times, and those with an unknown secret are refused. Keep one, delete the rest.',
    disabled:
      'Nothing comes from there until it is switched on again. What happened meanwhile is not sent later.',
  },
  missing: (all: readonly string[]) => `Not sent: ${types(all.length)} (${named(all)}).`,
  surplus: (all: readonly string[]) =>
    all.includes('*')
      ? 'Sent and not needed: everything else.'
      : `Sent and not needed: ${types(all.length)} (${named(all)}).`,
  elsewhere: (value: number, provider: string) =>
    value === 1
      ? `1 other address at ${provider} points to another program and is left alone.`
      : `${value} other addresses at ${provider} point to other programs and are left alone.`,
  arrived: 'Last webhook',
  neverArrived: 'No webhook has come yet.',
  unreachable: (address: string, provider: string) =>
    `${provider} can’t reach ${address} from outside: it is no public https address. Set BASE_URL to the one this installation is known by, then set the webhook up.`,
  one: 'Address',
  oneIsOurs: 'set up from here',
  oneByHand: 'entered by hand',
  isOff: 'switched off',
  create: 'Let Syncline set it up',
  creating: 'Setting it up…',
  correct: 'Send exactly what is routed',
  enable: 'Switch it on',
  replace: 'Replace…',
  disable: 'Switch it off…',
  delete: 'Delete…',
  check: 'Check again',
  checking: 'Checking…',
  done: {
    create: 'The webhook is set up.',
    correct: 'It sends exactly what is routed here.',
    disable: 'It is switched off.',
    delete: 'It is deleted.',
  },
  asking: {
    replace: {
      title: (provider: string) => `Replace the webhook at ${provider}?`,
      text: 'A new address with a new secret is made, and the ones that point here now are deleted. Nothing is lost in between.',
      submit: 'Replace it',
      submitting: 'Replacing it…',
    },
    disable: {
      title: (provider: string) => `Switch this address off at ${provider}?`,
      text: 'What stops: changes made there no longer come here by themselves. They come again once it is switched on; what happened meanwhile is not sent later.',
      submit: 'Switch it off',
      submitting: 'Switching it off…',
    },
    delete: {
      title: (provider: string) => `Delete this address at ${provider}?`,
      text: 'What stops: nothing is sent to it any more. When it is the only one that points here, changes made there no longer come here by themselves.',
      submit: 'Delete it',
      submitting: 'Deleting it…',
    },
  },
  refusals: {
    exists: 'An address at the provider points here already. Check again.',
    is_off: 'This connection is switched off. Switch it on first.',
  },
})
