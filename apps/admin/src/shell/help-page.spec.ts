import { expect, it } from 'vitest'
import { help } from '../strings/en/help.ts'
import { helpPageOf } from './help-page.ts'

it.each([
  ['/', 'overview'],
  ['/syncs', 'syncs'],
  ['/syncs/5f0c', 'sync'],
  ['/webhooks', 'webhooks'],
  ['/webhooks/5f0c', 'webhook'],
  ['/connections', 'connections'],
  ['/connections/connect', 'connect'],
  ['/connections/5f0c', 'connection'],
  ['/mappings', 'mappings'],
  ['/mappings/5f0c', 'mapping'],
  ['/runs', 'runs'],
  ['/reconciliation', 'reconciliation'],
  ['/reconciliation/5f0c', 'report'],
  ['/events', 'events'],
  ['/events/48201888', 'event'],
  ['/settings/keys', 'keys'],
  ['/settings/audit', 'audit'],
  ['/settings/privacy', 'privacy'],
  ['/settings/erasure', 'erasure'],
  ['/settings/people', 'people'],
  ['/settings/account', 'account'],
  ['/settings/unicorns', 'other'],
  ['/unicorns/5f0c', 'other'],
])('%s has the help of %s', (path, page) => {
  expect(helpPageOf(path)).toBe(page)
  expect(help.pages[helpPageOf(path)].text).not.toBe('')
})
