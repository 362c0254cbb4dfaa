import { bad, fields, flag, good, list, oneOf, type Read, type Reader, text } from '../shape.ts'

/** Somebody whom the issuer knows. */
export type Person = { sub: string; email: string; name: string; emailVerified: boolean }

/** An application that may ask for sign-ins. */
export type Client = { clientId: string; clientSecret: string; redirectUris: string[] }

const forgeries = [
  'no',
  'wrong_nonce',
  'wrong_audience',
  'wrong_issuer',
  'foreign_key',
  'unsigned',
  'expired',
] as const

export type OidcSettings = {
  clients: Client[]
  people: Person[]
  /** Everything is answered 503. */
  down: boolean
  /** What is wrong with the tokens it gives, as if somebody forged them. */
  token: (typeof forgeries)[number]
}

const maxListed = 100
const word = text(300)

function complete<T extends object>(
  reader: Reader<Partial<T>>,
  names: readonly (keyof T & string)[],
): Reader<T> {
  return (value, path) => {
    const read = reader(value, path)
    if (!read.ok) return read
    const missing = names.find((name) => read.value[name] === undefined)
    return missing === undefined ? good(read.value as T) : bad(`${path}.${missing}`, 'is missing')
  }
}

const person = complete<Person>(fields({ sub: word, email: word, name: word, emailVerified: flag }), [
  'sub',
  'email',
  'name',
  'emailVerified',
])
const client = complete<Client>(
  fields({ clientId: word, clientSecret: word, redirectUris: list(word, maxListed) }),
  ['clientId', 'clientSecret', 'redirectUris'],
)

/** What an admin may set; what is left out stays as it is. */
export const readOidcSettings = (value: unknown): Read<Partial<OidcSettings>> =>
  fields<OidcSettings>({
    clients: list(client, maxListed),
    people: list(person, maxListed),
    down: flag,
    token: oneOf(forgeries),
  })(value, '')
