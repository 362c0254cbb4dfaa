import { begins, led, type Rule } from '../rule.ts'

/** Keys that say by how they begin whose they are. */
const prefixed = [
  String.raw`(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{8,200}`,
  String.raw`whsec_[A-Za-z0-9+/=]{8,200}`,
  String.raw`syn_(?:live|test)_[A-Za-z0-9_-]{8,200}`,
  String.raw`sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{20,60}`,
  String.raw`EAAA[A-Za-z0-9_-]{50,80}`,
  String.raw`(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}`,
  String.raw`AIza[A-Za-z0-9_-]{35}`,
  String.raw`ya29\.[A-Za-z0-9_-]{20,300}`,
  String.raw`gh[pousr]_[A-Za-z0-9]{36,255}`,
  String.raw`github_pat_[A-Za-z0-9_]{22,255}`,
  String.raw`glpat-[A-Za-z0-9_-]{20,64}`,
  String.raw`npm_[A-Za-z0-9]{36}`,
  String.raw`pypi-[A-Za-z0-9_-]{32,300}`,
  String.raw`xox[abeoprs]-[A-Za-z0-9-]{10,250}`,
  String.raw`SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}`,
  String.raw`sk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,200}`,
  String.raw`key-[0-9a-z]{32}`,
  String.raw`[0-9a-f]{32}-us\d{1,2}`,
  String.raw`shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}`,
  String.raw`dop_v1_[0-9a-f]{64}`,
  String.raw`xapp-\d-[A-Z0-9]{8,16}-\d{8,16}-[0-9a-f]{32,128}`,
  String.raw`(?:SK|AC)[0-9a-f]{32}`,
  String.raw`hf_[A-Za-z]{30,60}`,
  String.raw`re_[A-Za-z0-9]{6,16}_[A-Za-z0-9]{16,40}`,
  String.raw`GOCSPX-[A-Za-z0-9_-]{20,60}`,
  String.raw`FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,64}(?:-X)?`,
  String.raw`dapi[0-9a-f]{32}`,
  String.raw`ATATT3[A-Za-z0-9_=-]{20,250}`,
  String.raw`(?:sbp|dckr_pat|rubygems|lin_api|figd|ntn|glsa|glc|sntrys|pscale_tkn|pscale_pw|tskey-auth)[_-][A-Za-z0-9_.=-]{20,250}`,
  String.raw`hv[sbr]\.[A-Za-z0-9_-]{24,200}`,
  String.raw`PMAK-[0-9a-f]{24}-[0-9a-f]{34}`,
  String.raw`NRAK-[A-Z0-9]{27}`,
  String.raw`pat-(?:na|eu)\d-[0-9a-f-]{36}`,
  String.raw`AGE-SECRET-KEY-1[A-Z0-9]{58}`,
  String.raw`access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[0-9a-f]{32}`,
  String.raw`\d{8,10}:AA[A-Za-z0-9_-]{33}`,
  String.raw`[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}`,
]

const names = [
  String.raw`(?:[\p{L}\d]{1,20}[_-]){0,3}(?:password|passwd|passphrase|passcode|pwd|pass[ _-]?word|kennwort|passwort|mot de passe|contraseña|senha|parola|wachtwoord|lösenord|secret|api[ _-]?key|apikey|access[ _-]?key|private[ _-]?key|client[ _-]?secret|access[ _-]?token|refresh[ _-]?token|auth[ _-]?token|bearer[ _-]?token|signing[ _-]?key|encryption[ _-]?key|account[ _-]?key|webhook[ _-]?secret|(?:session|bot|app|api|id)[ _-]?token)`,
  // Too short to be believed without a sign behind it: "pw 12 pieces".
  String.raw`(?:pw|pass)(?=[ \t]{0,2}[:=])`,
]
/** Codes of a few digits, which say nothing without their name. */
const codes = [
  String.raw`(?:CVV2?|CVC2?|card security code)`,
  String.raw`(?:OTP|one[ -]time (?:code|pin|passcode)|(?:verification|login|security|2FA|MFA) code)`,
  String.raw`(?:my |her |his |their |your |the |card |ATM )?PIN`,
]
const anything = String.raw`(?=\S{0,40}(?:\d|[^\p{L}\s,.;:'"]))[^\s"',;<>]{6,200}`

export const secretRules: readonly Rule[] = [
  {
    kind: 'secret',
    form: 'key',
    pattern: new RegExp(`${begins}(?:${prefixed.join('|')})(?![A-Za-z0-9])`, 'dgu'),
    confidence: 0.97,
  },
  {
    kind: 'secret',
    form: 'jwt',
    pattern: new RegExp(
      `(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,4000}\\.eyJ[A-Za-z0-9_-]{4,4000}\\.[A-Za-z0-9_-]{0,2000}`,
      'dgu',
    ),
    confidence: 0.97,
  },
  {
    kind: 'secret',
    form: 'private_key',
    pattern: /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s:,.-]{0,8000}/dgu,
    confidence: 0.99,
  },
  {
    kind: 'secret',
    form: 'url_password',
    pattern: /:\/\/[^\s:@/]{0,64}:(?<value>[^\s@/]{1,128})@/dgu,
    confidence: 0.99,
  },
  {
    kind: 'secret',
    form: 'bearer',
    pattern:
      /\b(?:Bearer|Basic)[ :]{1,2}(?<value>(?=[A-Za-z._~+/-]{0,60}\d)[A-Za-z0-9._~+/-]{12,2000}={0,2})/dgu,
    confidence: 0.9,
  },
  {
    kind: 'secret',
    form: 'slack_hook',
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/_-]{20,200}/dgu,
    confidence: 0.97,
  },
  led('secret', 'named_secret', names, String.raw`["']?${anything}`, 0.85),
  led('secret', 'code', codes, String.raw`\d{3,8}`, (value) => (value.length === 7 ? 0 : 0.8)),
]
