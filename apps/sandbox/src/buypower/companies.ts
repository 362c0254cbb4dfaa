/** Electricity companies and others that BuyPower sells for, and whether they can be reached today. */
export const companies: Readonly<Record<string, boolean>> = {
  ABUJA: true,
  EKO: true,
  IKEJA: true,
  IBADAN: true,
  ENUGU: true,
  PH: true,
  JOS: true,
  KADUNA: true,
  KANO: true,
  BENIN: false,
  YOLA: true,
  BH: true,
  MTN: true,
  GLO: false,
  '9MOBILE': true,
  DSTV: true,
  GOTV: true,
  STARTIMES: true,
}

export const knownDiscos: readonly string[] = Object.keys(companies)

export const bouquets = [
  { code: 'GOLITE', price: 1575, desc: 'GOtv Lite, monthly' },
  { code: 'GOMAX', price: 8500, desc: 'GOtv Max, monthly' },
]
