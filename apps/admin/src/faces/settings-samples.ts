import { keyScopes } from '@syncline/domain/access'
import type { ApiKeyView, AuditList, People, SessionInfo } from '@syncline/domain/view'
import { ago, ahead } from './samples.ts'

const dayS = 86_400
const key: ApiKeyView = {
  keyId: 'Zk3mQ9tVb1LxR7aP',
  name: 'The till of Ember Café',
  environment: 'live',
  prefix: 'syn_live_Zk3mQ9tVb1LxR7aP',
  scopes: ['sync.read', 'sync.request', 'webhook.read'],
  status: 'live',
  createdBy: { actor: 'user:u3', name: 'Tunde Bakare' },
  createdAt: ago(12 * dayS),
  expiresAt: ahead(78 * dayS),
  replacedBy: null,
  revokedAt: null,
  lastUsedAt: ago(40),
  lastUsedFrom: '203.0.113.7',
  usesToday: 214,
  uses: 18_402,
  unusual: null,
  dueForRotation: false,
}

export const apiKeys: readonly ApiKeyView[] = [
  key,
  {
    ...key,
    keyId: 'Zk3mQ9tVb1LxR7aQ',
    prefix: 'syn_live_Zk3mQ9tVb1LxR7aQ',
    name: 'Nightly books',
    scopes: keyScopes,
    createdAt: ago(120 * dayS),
    expiresAt: null,
    unusual: 'address',
    dueForRotation: true,
  },
  {
    ...key,
    keyId: 'Zk3mQ9tVb1LxR7aR',
    prefix: 'syn_live_Zk3mQ9tVb1LxR7aR',
    name: 'A-name-that-is-as-long-as-names-may-be-and-has-no-place-to-break-it-anywhere-at-all',
    replacedBy: key.keyId,
    expiresAt: ahead(7_200),
  },
  {
    ...key,
    keyId: 'Zk3mQ9tVb1LxR7aS',
    prefix: 'syn_live_Zk3mQ9tVb1LxR7aS',
    name: 'A trial',
    status: 'revoked',
    revokedAt: ago(3 * dayS),
    lastUsedAt: null,
    lastUsedFrom: null,
    uses: 0,
    usesToday: 0,
  },
]
export const sampleSecret = 'syn_live_Zk3mQ9tVb1LxR7aP_sample0sample0sample0sample0samp0SAMPLE'

export const auditList: AuditList = {
  rows: [
    {
      entryId: 41,
      at: ago(30),
      by: { actor: 'user:u3', name: 'Tunde Bakare' },
      action: 'connection.setRetryPolicy',
      target: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02',
      outcome: 'done',
      address: '198.51.100.24',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
      correlationId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c12',
      before: { retryWaitsMs: null },
      after: { connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02', retryWaitsMs: [1_000, 10_000] },
      answer: { position: 48_214 },
      durationMs: 14,
    },
    {
      entryId: 40,
      at: ago(600),
      by: { actor: 'key:Zk3mQ9tVb1LxR7aP', name: null },
      action: 'sync.skip',
      target: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b01',
      outcome: 'PERMISSION_DENIED',
      address: '203.0.113.7',
      userAgent: null,
      correlationId: null,
      before: null,
      after: { syncId: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b01', reason: 'Booked by hand' },
      answer: {
        code: 'PERMISSION_DENIED',
        errorId: '3d1f7a52-8a54-4d0e-8f5e-4d0f3a9f1c44',
        details: { permission: 'sync.skip', role: 'key' },
      },
      durationMs: 2,
    },
    {
      entryId: 39,
      at: ago(90_000),
      by: { actor: 'user:u1', name: 'Ngozi Adeyemi' },
      action: 'session.signIn',
      target: 'u1',
      outcome: 'done',
      address: '198.51.100.30',
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)',
      correlationId: null,
      before: null,
      after: null,
      answer: null,
      durationMs: 96,
    },
  ],
  nextCursor: 39,
}

export const people: People = {
  members: [
    {
      userId: 'u3',
      name: 'Tunde Bakare',
      email: 'tunde@marina.example',
      role: 'admin',
      since: ago(200 * dayS),
      twoFactor: true,
    },
    {
      userId: 'u1',
      name: 'Ngozi Adeyemi',
      email: 'ngozi@marina.example',
      role: 'operator',
      since: ago(90 * dayS),
      twoFactor: false,
    },
  ],
  invitations: [
    {
      invitationId: 'i1',
      email: 'an-address-that-is-rather-long-for-a-phone@marina-group.example',
      role: 'auditor',
      invitedAt: ago(2 * dayS),
      expiresAt: ahead(5 * dayS),
      mail: { state: 'failed', at: ago(2 * dayS), problem: 'address_refused' },
    },
    {
      invitationId: 'i2',
      email: 'amara@marina.example',
      role: 'operator',
      invitedAt: ago(20),
      expiresAt: ahead(7 * dayS),
      mail: { state: 'waiting', at: ago(10), problem: 'unreachable' },
    },
    {
      invitationId: 'i3',
      email: 'kemi@marina.example',
      role: 'operator',
      invitedAt: ago(3_600),
      expiresAt: ahead(6 * dayS),
      mail: { state: 'sent', at: ago(3_590), problem: null },
    },
  ],
  mails: true,
}

const session: SessionInfo = {
  sessionId: 's1',
  current: true,
  signedInAt: ago(3_600),
  expiresAt: ahead(6 * dayS),
  address: '198.51.100.24',
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
}
export const sessions: readonly SessionInfo[] = [
  session,
  { ...session, sessionId: 's2', current: false, signedInAt: ago(3 * dayS), userAgent: null, address: null },
]
