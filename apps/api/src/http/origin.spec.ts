import { describe, expect, it } from 'vitest'
import { demandOwnChange, demandOwnRead, ownOrigins } from './origin.ts'

const origins = ownOrigins('https://hub.example.com', ['http://localhost:5173'])
const json = { 'content-type': 'application/json; charset=utf-8', 'x-syncline': '1' }
const change = (headers: Record<string, string>) => () =>
  demandOwnChange(headers, { origins, ownHeader: true })

describe('own origins', () => {
  it('are the base address and those configured', () => {
    expect(origins).toEqual(['https://hub.example.com', 'http://localhost:5173'])
  })

  it('include the other names of this machine when the base is one of them', () => {
    expect(ownOrigins('http://localhost:3000')).toEqual([
      'http://localhost:3000',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
    ])
  })
})

describe('a change', () => {
  it.each([
    ['from our page', { ...json, origin: 'https://hub.example.com', 'sec-fetch-site': 'same-origin' }],
    ['from a program', json],
  ])('is let in %s', (_name, headers) => {
    expect(change(headers)).not.toThrow()
  })

  it.each([
    ['of another origin', { ...json, origin: 'https://evil.example' }, 'ORIGIN_REFUSED'],
    ['of a look-alike', { ...json, origin: 'https://hub.example.com.evil.example' }, 'ORIGIN_REFUSED'],
    ['of the same host over http', { ...json, origin: 'http://hub.example.com' }, 'ORIGIN_REFUSED'],
    ['of a sandboxed frame', { ...json, origin: 'null' }, 'ORIGIN_REFUSED'],
    ['of a sibling site', { ...json, 'sec-fetch-site': 'same-site' }, 'ORIGIN_REFUSED'],
    ['without our header', { 'content-type': 'application/json' }, 'ORIGIN_REFUSED'],
    ['as a form', { ...json, 'content-type': 'application/x-www-form-urlencoded' }, 'UNSUPPORTED_MEDIA_TYPE'],
    ['as parts', { ...json, 'content-type': 'multipart/form-data; boundary=x' }, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'as text that looks like JSON',
      { ...json, 'content-type': 'text/plain; application/json' },
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['without a type', { 'x-syncline': '1' }, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('is refused %s', (_name, headers, code) => {
    expect(change(headers as Record<string, string>)).toThrow(expect.objectContaining({ code }))
  })
})

describe('a read', () => {
  it.each([undefined, 'same-origin', 'none'])('is let in with Sec-Fetch-Site %s', (site) => {
    expect(() => demandOwnRead(site === undefined ? {} : { 'sec-fetch-site': site })).not.toThrow()
  })

  it.each(['cross-site', 'same-site', 'anything'])('is refused with Sec-Fetch-Site %s', (site) => {
    expect(() => demandOwnRead({ 'sec-fetch-site': site })).toThrow(
      expect.objectContaining({ code: 'ORIGIN_REFUSED' }),
    )
  })
})
