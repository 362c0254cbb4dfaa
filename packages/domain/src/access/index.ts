/** Roles of a member in an organization. */
export const roles = ['admin', 'operator', 'auditor'] as const
export type Role = (typeof roles)[number]

/** Everything the API guards. A procedure without one of these does not compile. */
export const permissions = [
  'sync.read',
  'sync.retry',
  'sync.skip',
  'sync.cancel',
  'sync.request',
  'sync.resolve',
  'payment.refund',
  'electricity.sell',
  'bulk.stop',
  'reconciliation.read',
  'reconciliation.run',
  'reconciliation.resolve',
  'run.manage',
  'metric.read',
  'event.read',
  'webhook.read',
  'webhook.replay',
  'organization.configure',
  'connection.read',
  'connection.configure',
  'organization.read',
  'view.manage',
  'audit.read',
  'apiKey.read',
  'apiKey.manage',
  'member.read',
  'member.manage',
  'subject.read',
  'subject.erase',
  'erp.admin',
  'intake.push',
] as const
export type Permission = (typeof permissions)[number]

const reads: readonly Permission[] = [
  'sync.read',
  'metric.read',
  'event.read',
  'webhook.read',
  'connection.read',
  'organization.read',
  'reconciliation.read',
]

/** What each role may do. An auditor reads everything and changes nothing. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  admin: permissions,
  operator: [
    ...reads,
    'sync.retry',
    'sync.skip',
    'sync.cancel',
    'sync.request',
    'sync.resolve',
    'payment.refund',
    'electricity.sell',
    'bulk.stop',
    'reconciliation.run',
    'reconciliation.resolve',
    'run.manage',
    'webhook.replay',
    'view.manage',
  ],
  auditor: [...reads, 'audit.read', 'apiKey.read', 'member.read', 'subject.read'],
}

const personal: readonly Permission[] = ['apiKey.manage', 'member.manage']
/** What an API key may be allowed. A key makes no keys and lets nobody in: that takes a person. */
export const keyScopes: readonly Permission[] = permissions.filter(
  (permission) => !personal.includes(permission),
)

/** Keys name the environment that they were made in, and open no other: a copied database opens nothing. */
export const keyEnvironments = ['live', 'test'] as const
export type KeyEnvironment = (typeof keyEnvironments)[number]

export function may(role: Role, permission: Permission): boolean {
  return permissionsOf[role].includes(permission)
}

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && (roles as readonly string[]).includes(value)
}
