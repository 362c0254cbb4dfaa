import type { Random } from '../random.ts'

export type Address = {
  city: string | null
  country: string | null
  line1: string | null
  line2: string | null
  postal_code: string | null
  state: string | null
}
export type Person = { name: string; email: string; phone: string; address: Address }

type List = readonly [string, ...string[]]
type Place = {
  city: string
  state: string | null
  country: string
  postalCode: string
  streets: List
  phone: List
}
type Culture = { given: List; family: List; places: readonly [Place, ...Place[]]; weight: number }

const lagos: Place = {
  city: 'Lagos',
  state: 'Lagos',
  country: 'NG',
  postalCode: '101233',
  streets: ['Awolowo Road', 'Allen Avenue', 'Bode Thomas Street', 'Admiralty Way', 'Herbert Macaulay Way'],
  phone: ['+234803', '+234805', '+234810', '+234906'],
}
const abuja: Place = {
  city: 'Abuja',
  state: 'FCT',
  country: 'NG',
  postalCode: '900211',
  streets: ['Aminu Kano Crescent', 'Gana Street', 'Adetokunbo Ademola Crescent'],
  phone: ['+234703', '+234806', '+234813'],
}
const kano: Place = {
  city: 'Kano',
  state: 'Kano',
  country: 'NG',
  postalCode: '700213',
  streets: ['Murtala Muhammad Way', 'Zoo Road', 'Ibrahim Taiwo Road'],
  phone: ['+234802', '+234808'],
}
const portHarcourt: Place = {
  city: 'Port Harcourt',
  state: 'Rivers',
  country: 'NG',
  postalCode: '500272',
  streets: ['Aba Road', 'Olu Obasanjo Road', 'Trans Amadi Road'],
  phone: ['+234815', '+234905'],
}

const cultures: readonly [Culture, ...Culture[]] = [
  {
    weight: 4,
    given: [
      'Adebayo',
      'Folake',
      'Olumide',
      'Yetunde',
      'Temitope',
      'Babatunde',
      'Ronke',
      'Kehinde',
      'Segun',
      'Bọ́lá',
    ],
    family: ['Adeyemi', 'Ogunleye', 'Akinwande', 'Oyelaran', 'Fashola', 'Balogun', 'Ọlátúnjí', 'Adewale'],
    places: [lagos, abuja],
  },
  {
    weight: 3,
    given: [
      'Chinedu',
      'Ngozi',
      'Emeka',
      'Adaeze',
      'Ifeanyi',
      'Chiamaka',
      'Obinna',
      'Nkechi',
      'Uche',
      'Amarachi',
    ],
    family: ['Okafor', 'Eze', 'Nwosu', 'Okonkwo', 'Anyanwu', 'Onyekachi', 'Ibekwe', 'Umeh'],
    places: [lagos, portHarcourt, abuja],
  },
  {
    weight: 3,
    given: ['Aisha', 'Musa', 'Halima', 'Ibrahim', 'Zainab', 'Sani', 'Hauwa', 'Usman', 'Maryam', 'Garba'],
    family: ['Bello', 'Abubakar', 'Danjuma', 'Lawal', 'Yusuf', 'Gambo', 'Shehu', 'Tanko'],
    places: [kano, abuja],
  },
  {
    weight: 1,
    given: ['Amélie', 'Lukas', 'Siobhán', 'Mateo', 'Ingrid', 'Zoë', 'Jakub', 'Nuria'],
    family: ["O'Neill", 'Müller', 'García', 'Dubois', 'Novák', 'Lindqvist', 'van der Berg', 'Rossi'],
    places: [
      {
        city: 'Berlin',
        state: null,
        country: 'DE',
        postalCode: '10117',
        streets: ['Torstraße', 'Lindenallee'],
        phone: ['+4930'],
      },
      {
        city: 'Dublin',
        state: null,
        country: 'IE',
        postalCode: 'D02 X285',
        streets: ['Dame Street', 'Baggot Street'],
        phone: ['+3531'],
      },
      {
        city: 'Madrid',
        state: null,
        country: 'ES',
        postalCode: '28013',
        streets: ['Calle Mayor', 'Gran Vía'],
        phone: ['+34910'],
      },
    ],
  },
  {
    weight: 1,
    given: ['Kwame', 'Wanjiru', 'Thandiwe', 'Priya', 'Hiroshi', 'Linh', 'Olivia', 'Noah'],
    family: ['Mensah', 'Kamau', 'Dlamini', 'Sharma', 'Tanaka', 'Nguyen', 'Carter', 'Silva'],
    places: [
      {
        city: 'Accra',
        state: 'Greater Accra',
        country: 'GH',
        postalCode: 'GA-184',
        streets: ['Oxford Street', 'Ring Road East'],
        phone: ['+23324'],
      },
      {
        city: 'Nairobi',
        state: null,
        country: 'KE',
        postalCode: '00100',
        streets: ['Moi Avenue', 'Kimathi Street'],
        phone: ['+254712'],
      },
      {
        city: 'London',
        state: null,
        country: 'GB',
        postalCode: 'EC1A 1BB',
        streets: ['Farringdon Road', 'Old Street'],
        phone: ['+4420'],
      },
    ],
  },
]

const weighted = cultures.flatMap((culture) => Array.from({ length: culture.weight }, () => culture))
/** Reserved names (RFC 2606): nobody can ever be written to by accident. */
const mailHosts: List = ['example.com', 'example.org', 'mail.example', 'post.example']

/** An invented customer: plausible name, an address that fits it, mail at a reserved host. */
export function makePerson(random: Random): Person {
  const culture = weighted[random.whole(0, weighted.length - 1)] ?? cultures[0]
  const given = random.pick(culture.given)
  const family = random.pick(culture.family)
  const place = random.pick(culture.places)
  const mailbox = `${plain(given)}.${plain(family)}${random.whole(1, 99_999)}`
  return {
    name: `${given} ${family}`,
    email: `${mailbox}@${random.pick(mailHosts)}`,
    phone: numberIn(random, place),
    address: addressIn(random, place),
  }
}

/** Another phone number than the one given. */
export function newPhone(random: Random, known: string | null): string {
  const phone = numberIn(random, random.pick([lagos, abuja, kano, portHarcourt]))
  return phone === known ? newPhone(random, known) : phone
}

/** Another address than one with the given first line. */
export function newAddress(random: Random, knownLine1: string | null): Address {
  const address = addressIn(random, random.pick([lagos, abuja, kano, portHarcourt]))
  return address.line1 === knownLine1 ? newAddress(random, knownLine1) : address
}

function numberIn(random: Random, place: Place): string {
  return `${random.pick(place.phone)}${random.whole(1_000_000, 9_999_999)}`
}

function addressIn(random: Random, place: Place): Address {
  return {
    city: place.city,
    country: place.country,
    line1: `${random.whole(1, 180)} ${random.pick(place.streets)}`,
    line2: random.chance(25) ? `Flat ${random.whole(1, 24)}` : null,
    postal_code: place.postalCode,
    state: place.state,
  }
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}
