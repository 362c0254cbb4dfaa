import { describe, expect, test } from 'vitest'
import { mergeSettings, serverArguments } from './settings.ts'

describe('settings', () => {
  test('go over the defaults, and durability is among these', () => {
    expect(mergeSettings({ work_mem: '7MB', max_connections: '20' })).toMatchObject({
      work_mem: '7MB',
      max_connections: '20',
      fsync: 'on',
      synchronous_commit: 'on',
    })
  })

  test.each([
    ['of the launcher', { port: '1' }],
    ['of the launcher in capitals', { LISTEN_ADDRESSES: '*' }],
    ['that hides the log', { logging_collector: 'on' }],
    ['with a malformed name', { 'work_mem=1 -c fsync': 'off' }],
    ['with a zero byte', { work_mem: '1\0' }],
    ['that is too long', { work_mem: '1'.repeat(1_001) }],
    [
      'of which there are too many',
      Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`a.n${n}`, '1'])),
    ],
  ])('%s are refused with a remedy', (_, settings: Record<string, string>) => {
    expect(() => mergeSettings(settings)).toThrow(expect.objectContaining({ code: 'bad_option' }))
  })

  test('end on the command line of a server that only the loopback interface reaches', () => {
    expect(serverArguments('/data/cluster', 5_555, { fsync: 'off' })).toEqual([
      '-D',
      '/data/cluster',
      '-c',
      'fsync=off',
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'port=5555',
    ])
  })
})
