import parsePhoneNumber from 'libphonenumber-js/max'

/** A Nigerian number as BuyPower takes it (`08031234567`), however it was written; null for what is none. */
export function nigerianPhone(text: string): string | null {
  const found = parsePhoneNumber(text.slice(0, 60), { defaultCountry: 'NG', extract: false })
  return found?.country === 'NG' && found.isValid() ? `0${found.nationalNumber}` : null
}
