import type { Origin, ProviderContext } from '../context.ts'
import type { EntityKind } from './entities.ts'

export type Scope = { ctx: ProviderContext; realmId: string; origin: Origin }

export type Change = {
  kind: EntityKind
  verb: 'created' | 'updated' | 'deleted' | 'voided'
  objectId: string
}
