/** Checks that an issuer put into its numbers. All take digits or capitals without separators. */

export function luhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = digit * 2
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return digits.length > 0 && sum % 10 === 0
}

/** Sum of each digit times its weight; weights beyond the digits count nothing. */
const weighted = (digits: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index] ?? 0), 0)

/** ISO 7064 mod 97-10 with the country in front, as IBANs have it. */
export function iban(text: string): boolean {
  let rest = 0
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** US National Provider Identifier: Luhn behind the issuer prefix 80840; 1 are people, 2 organizations. */
export const npi = (digits: string) => /^[12]/.test(digits) && luhn(`80840${digits}`)

/** US Drug Enforcement Administration: two letters, seven digits. */
export function dea(text: string): boolean {
  const digits = text.slice(2)
  return weighted(digits, [1, 2, 1, 2, 1, 2]) % 10 === Number(digits[6])
}

const vinValues = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ'
/** ISO 3779 with the North American check digit in the ninth place. */
export function vin(text: string): boolean {
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
  const sum = weights.reduce(
    (total, weight, i) => total + weight * (vinValues.indexOf(text[i] ?? '') % 10),
    0,
  )
  return text[8] === '0123456789X'[sum % 11]
}

/** Routing number of the American Bankers Association; the first two digits name the Federal Reserve district. */
export function abaRouting(digits: string): boolean {
  const district = Number(digits.slice(0, 2))
  const known = district <= 12 || (district >= 21 && district <= 32) || (district >= 61 && district <= 72)
  return known && weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 && /[1-9]/.test(digits)
}

/** Number of the British National Health Service. */
export function nhs(digits: string): boolean {
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)
  return (check === 11 ? 0 : check) === Number(digits[9])
}

/** Areas 000, 666 and 900–999, group 00 and serial 0000 were never given out; the last two were printed in adverts. */
export function ssn(digits: string): boolean {
  const [area, group, serial] = [digits.slice(0, 3), digits.slice(3, 5), digits.slice(5)]
  if (area === '000' || area === '666' || area >= '900') return false
  return group !== '00' && serial !== '0000' && digits !== '078051120' && digits !== '219099999'
}

/** US taxpayers without a social security number. */
export function itin(digits: string): boolean {
  const group = Number(digits.slice(3, 5))
  return (
    digits.startsWith('9') &&
    group >= 50 &&
    group !== 66 &&
    !(group > 65 && group < 70) &&
    group !== 89 &&
    group !== 93
  )
}

const verhoeffTable = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const verhoeffShift = '1576283094'

/** The check of Indian Aadhaar numbers. */
export function verhoeff(digits: string): boolean {
  let check = 0
  for (let index = 0; index < digits.length; index += 1) {
    let digit = Number(digits[digits.length - 1 - index])
    for (let turn = index % 8; turn > 0; turn -= 1) digit = Number(verhoeffShift[digit])
    check = Number(verhoeffTable[check]?.[digit])
  }
  return check === 0
}

/** Brazilian CPF. */
export function cpf(digits: string): boolean {
  const check = (length: number) => {
    const weights = Array.from({ length }, (_, index) => length + 1 - index)
    return ((weighted(digits, weights) * 10) % 11) % 10
  }
  return !/^(\d)\1*$/.test(digits) && check(9) === Number(digits[9]) && check(10) === Number(digits[10])
}

/** Spanish DNI and NIE. */
export function spanishId(text: string): boolean {
  const digits = text.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
  return text.at(-1) === 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23]
}

/** Polish PESEL. */
export const pesel = (digits: string) =>
  (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(digits[10])

/** Australian tax file number. */
export const taxFileNumber = (digits: string) => weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0

/** Singaporean NRIC and FIN of the letters S, T, F and G. */
export function nric(text: string): boolean {
  const sum = weighted(text.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + (/^[TG]/.test(text) ? 4 : 0)
  return text[8] === (/^[ST]/.test(text) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[sum % 11]
}
