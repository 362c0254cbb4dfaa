import { isIpv6 } from '../ipv6.ts'
import type { Rule } from '../rule.ts'

const mailUnit = String.raw`[\p{L}\p{M}\p{N}!#$%&'*+/=?^_\x60{|}~-]`
/** `email=` before an address is its name, though an address may hold such a sign. */
const named = String.raw`[\p{L}_-]{1,24}=`
const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?`
const host = String.raw`(?:${label}\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})`

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|0?\\d?\\d)'
const ipv4 = `${octet}(?:\\.${octet}){3}`

/** Names under which almost everything is a host; a file or a class rarely ends so. */
const genericTop =
  /\.(?:com|org|net|edu|gov|mil|info|biz|online|site|shop|store|website|health|clinic|hospital|app|dev|cloud|africa|xyz)$/iu
/** `co.uk`, `com.ng`, `ac.ke`: a second level that registries use. */
const countrySecond = /\.(?:co|com|org|net|ac|edu|gov|go|or|ne|sch|nom|gob|gouv)\.[a-z]{2}$/iu
/** Countries whose letters no file name ends in. */
const country =
  /\.(?:ng|gh|ke|za|uk|us|ca|au|nz|de|fr|es|it|nl|be|at|ch|se|no|dk|fi|ie|pt|gr|cz|hu|ro|bg|hr|si|sk|lt|lv|ee|il|tr|ae|in|cn|jp|kr|br|mx|ar|cl|eu|ru|ua|io|co|ai|tv)$/iu

function hostConfidence(name: string): number {
  if (genericTop.test(name) || countrySecond.test(name)) return 0.6
  if (/^www\./iu.test(name)) return name.split('.').length > 2 ? 0.6 : 0
  return country.test(name) && name.length > 6 ? 0.5 : 0
}

const version = /(?:\bv(?:er(?:sion)?)?|\brelease|\bbuild|\bfirmware|\bsection|§)[ .:]{0,2}$/iu

export const netRules: readonly Rule[] = [
  {
    kind: 'email',
    form: 'email',
    pattern: new RegExp(
      `(?:(?<!${mailUnit})(?!${named})|(?<=(?<!${mailUnit})${named}))(?:${mailUnit}{1,64}(?:\\.${mailUnit}{1,64}){0,8}|"[^"@\\s][^"@\\n]{0,62}")@${host}(?![\\p{L}\\p{N}_@])`,
      'dgiu',
    ),
    confidence: 0.98,
  },
  {
    kind: 'url',
    form: 'address',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:https?|ftps?|wss?|s3|sftp)://(?:[^\\s/@<>"']{1,128}@)?(?:${host}|localhost|${ipv4}|\\[[0-9a-f:.%]{2,64}\\])(?::\\d{1,5})?(?:[/?#][^\\s<>"'\`]{0,2000}(?:(?<![.,;:!?)\\]}])|(?<=\\([^\\s()]{0,100}\\))))?`,
      'dgiu',
    ),
    confidence: 0.95,
  },
  {
    kind: 'url',
    form: 'host',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{M}\\p{N}_@./:-])${host}(?::\\d{2,5})?(?:/[^\\s<>"'\`]{0,500}(?<![.,;:!?)\\]}]))?(?![\\p{L}\\p{N}_@])`,
      'dgiu',
    ),
    confidence: (value) => hostConfidence(/^[^/:]*/.exec(value)?.[0] ?? ''),
  },
  {
    kind: 'ip_address',
    form: 'ip',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}_:]|\\d\\.)${ipv4}(?:/(?:3[0-2]|[12]?\\d)(?!\\d))?(?![\\p{L}\\p{N}_])`,
      'dgu',
    ),
    confidence: (value, { text, start, end }) => {
      // Telephone numbers are grouped by dots as well.
      if (/(?:^|\.)0\d/u.test(value) && /^\.\d/u.test(text.slice(end, end + 2))) return 0
      return version.test(text.slice(Math.max(0, start - 16), start)) ? 0.2 : 0.9
    },
  },
  {
    kind: 'ip_address',
    form: 'ip',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}_:.])(?=[0-9a-f]{0,4}:)(?:[0-9a-f:]{1,38}:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-f:]{0,37}(?:::|[0-9a-f]{1,2}))(?:%[\\p{L}\\d]{1,16})?(?:/\\d{1,3})?(?!:?[\\p{L}\\p{N}_]|::|\\.\\d)`,
      'dgiu',
    ),
    confidence: (value) => {
      const address = value.replace(/[%/].*$/u, '')
      if (!isIpv6(address)) return 0
      return address === '::' ? 0.3 : 0.9
    },
  },
]
