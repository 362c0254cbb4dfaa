import type { CredentialKind } from '@syncline/domain/connection'
import type { OrganizationKeysView, OrganizationKeyView } from '@syncline/domain/view'
import { worded } from '../language.ts'
import { connections } from './connections.ts'
import { midSentence } from './many.ts'

const days = (value: number) => (value === 0 ? 'new today' : value === 1 ? '1 day old' : `${value} days old`)
const times = (value: number) => (value === 1 ? 'once' : `${value.toLocaleString('en-GB')} times`)
const count = (value: number, one: string, many: string) =>
  value === 1 ? `1 ${one}` : `${value.toLocaleString('en-GB')} ${many}`

export const custody = worded('custody', {
  kinds: {
    api_key: 'API key',
    api_secret: 'API secret',
    webhook_secret: 'Webhook secret',
    client_secret: 'Client secret',
    access_token: 'Access token',
    refresh_token: 'Refresh token',
  } satisfies Record<CredentialKind, string>,
  title: 'Credentials',
  text: 'Sealed when they come in and never shown again.',
  loading: 'Credentials are being loaded',
  failed: 'Credentials could not be loaded; none changed',
  none: 'Nothing is kept for this connection. Give it its credentials to begin.',
  localFile:
    'The keys of this installation lie in a file on its own disk. Who takes the disk takes them too; AWS KMS keeps them apart.',
  ends: (lastFour: string) => (lastFour === '' ? 'Too short to show any of it' : `…${lastFour}`),
  spoken: (lastFour: string) => `ending in ${lastFour}`,
  version: (value: number) => `version ${value}`,
  age: days,
  old: (value: number) => `${days(value)}: older than 90 days`,
  used: (value: number) => (value === 0 ? 'not used yet' : `used ${times(value)}`),
  lastUsed: 'last',
  proved: 'The provider took it,',
  notProved: 'The provider refused it,',
  retired: 'Retired',
  replaced: 'In use until it is retired',
  named: (verb: string, kind: string) => `${verb}: ${kind}`,
  give: 'Give it',
  missing: 'Not given yet',
  rotate: 'Rotate',
  bySignIn: 'Renewed by itself',
  retire: 'Retire',
  test: 'Test now',
  testing: 'Asking',
  testOk: (took: number) => `The provider took the credentials, in ${took} ms.`,
  testFailed: 'The provider did not take the credentials.',
  lastLive: 'It is the only live one. Rotate it first.',
  mayNot: connections.policy.mayNot,
  rotating: {
    title: (kind: string) => `A new ${midSentence(kind)}`,
    text: 'The one before stays in use beside it until you retire it, so nothing is refused while you change over.',
    hint: 'Sealed at once. Nobody can read it here afterwards.',
    missing: 'Paste it here.',
    unfit: (provider: string) => `${provider} does not accept it, so nothing was kept: the one before stays.`,
    submit: 'Keep it',
    submitting: 'Asking the provider',
    done: 'Kept. The one before stays readable until it is retired.',
  },
  retiring: {
    title: (kind: string, version: number) => `Retire version ${version} of the ${midSentence(kind)}`,
    text: (provider: string) =>
      `It is destroyed here, with the key it is sealed under; this can’t be undone. Take it back at ${provider} too.`,
    submit: 'Retire it',
    submitting: 'Retiring',
    done: 'Retired. Nothing is left of it but that it was there.',
  },
  refusals: {
    last_live: 'It is the only live one. Rotate it first.',
    is_off: 'This connection is switched off.',
    is_on: 'This connection is on.',
    exists: 'It is there already.',
    too_many_keys: 'This organization has had as many keys as one can have.',
  },
  keys: {
    title: 'Keys',
    loading: 'Keys are being loaded',
    failed: 'Keys could not be loaded; none changed',
    keptBy: {
      'aws-kms':
        'Secrets, names and raw webhooks of this organization are sealed under a key of its own, which AWS KMS wraps: without KMS nothing here can be read.',
      'local-file':
        'Secrets, names and raw webhooks of this organization are sealed under a key of its own, which a file on this installation’s disk wraps. Who takes the disk takes both; AWS KMS keeps them apart.',
    } satisfies Record<OrganizationKeysView['keptBy'], string>,
    version: (value: number) => `Key ${value}`,
    states: {
      seals: 'Seals now',
      opens: 'Opens what it sealed',
      comes: 'Seals from',
    } satisfies Record<OrganizationKeyView['state'], string>,
    made: 'made',
    wrapped: 'last wrapped',
    wrapping: (done: number, total: number) =>
      `Being wrapped anew: ${done} of ${count(total, 'key', 'keys')} done.`,
    sealing: (done: number, total: number) =>
      `Being sealed under the new key: ${done} of ${count(total, 'credential', 'credentials')} done.`,
    people: (left: number) =>
      `${count(left, 'key of a person is', 'keys of people are')} still to be sealed under it.`,
    done: (credentials: number) =>
      `All ${count(credentials, 'credential', 'credentials')} are sealed under the key that seals now.`,
    rotate: 'New key…',
    isComing: 'One is on its way. It seals ten minutes after it was made.',
    mayNot: connections.policy.mayNot,
    rotating: {
      title: 'A new key for this organization',
      text: 'It seals in ten minutes, when every process knows it. Credentials and the keys of people are then sealed under it by themselves; this page shows how far that is.',
      about:
        'Nothing stops meanwhile. The keys before it stay, since what is in the log was sealed under them.',
      submit: 'Make it',
      submitting: 'Making it',
      done: 'Made. It seals in ten minutes.',
    },
  },
  end: {
    title: 'Switch off or delete',
    off: (reason: string) => `Switched off: “${reason}” Nothing leaves; webhooks are still stored.`,
    text: 'Switched off, nothing leaves and nothing is read; webhooks are still stored. Deleted, its credentials are destroyed.',
    stops: 'What stops',
    flows: (value: number) =>
      value === 0 ? 'No flow goes through it.' : `${count(value, 'flow', 'flows')} stop.`,
    open: (value: number | null) =>
      value === null
        ? 'Syncs in line are being counted.'
        : value === 0
          ? 'No sync is in line.'
          : `${count(value, 'sync is', 'syncs are')} in line.`,
    disable: 'Switch off',
    enable: 'Switch on',
    enabled: 'Switched on. What waited goes out now.',
    delete: 'Delete',
    reason: 'Reason',
    reasonHint: 'Kept with what happened, for everybody to read.',
    reasonShort: 'Three letters at least.',
    disabling: {
      title: (name: string) => `Switch ${name} off`,
      text: 'Nothing leaves to it or is read from it until it is switched on again. Syncs wait and burn no try.',
      submit: 'Switch off',
      submitting: 'Switching off',
      done: 'Switched off. Nothing leaves; webhooks are still stored.',
    },
    deleting: {
      title: (name: string) => `Delete ${name}`,
      text: 'Its credentials are destroyed, with the keys they are sealed under, its webhook address is shut, and what is in line is called off. This can’t be undone. What happened stays in the log.',
      typed: (name: string) => `Type ${name} to delete it`,
      differs: 'This is not its name.',
      submit: 'Delete it',
      submitting: 'Deleting',
      done: 'Deleted. Its credentials are gone.',
    },
  },
} as const)
