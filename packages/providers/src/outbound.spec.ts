import { expect, it } from 'vitest'
import { isPublicAddress, isPublicOrOwnAddress, readOutboundUrl } from './outbound.ts'

it.each([
  '127.0.0.1',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.31.0.1',
  '192.168.1.1',
  '192.88.99.1',
  '198.19.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:0:1::',
  '2001:db8::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  'localhost',
  '',
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

it.each(['8.8.8.8', '172.32.0.1', '1.1.1.1', '2606:4700::1111', '2a00:1450:4009::200e'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

it('lets the demo reach its own machine, and no other private one', () => {
  expect(
    ['127.0.0.1', '::1', '8.8.8.8', '10.0.0.1', '169.254.169.254', 'x'].map(isPublicOrOwnAddress),
  ).toEqual([true, true, true, false, false, false])
})

it.each([
  ['http://2130706433/', 'address'],
  ['http://0x7f.1/', 'address'],
  ['http://0177.0.0.1/', 'address'],
  ['http://[::ffff:10.0.0.1]/', 'address'],
  ['http://１０.0.0.1/', 'address'],
  ['http://10。0。0。1/', 'address'],
  ['http://169.254.169.254./', 'address'],
  ['http://localhost/', 'name'],
  ['http://metadata.google.internal/', 'name'],
  ['http://10.0.0.1.nip.io/', 'name'],
  ['http://intranet/', 'name'],
  ['http://example.com@10.0.0.1/', 'credentials'],
  ['http://10.0.0.1#@example.com/', 'fragment'],
  ['ftp://example.com/', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['http:/10.0.0.1', 'not_a_url'],
  ['http:\\\\10.0.0.1\\', 'not_a_url'],
  ['//10.0.0.1/', 'not_a_url'],
  ['http://a b.example.com/', 'not_a_url'],
  [`https://${'a.'.repeat(300)}com`, 'not_a_url'],
])('refuses %s', (text, reason) => {
  expect(readOutboundUrl(text)).toEqual({ ok: false, reason })
})

it('takes what providers have', () => {
  for (const text of ['https://api.stripe.com', 'https://sandbox.example.com/v1/', 'http://8.8.8.8:8080/x'])
    expect(readOutboundUrl(text)).toMatchObject({ ok: true })
  expect(readOutboundUrl('http://127.0.0.1:4000', isPublicOrOwnAddress)).toMatchObject({ ok: true })
})
