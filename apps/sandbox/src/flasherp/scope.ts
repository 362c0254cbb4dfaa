import type { Origin, ProviderContext } from '../context.ts'
import type { Entity } from './entity.ts'
import type { FlashErpObject } from './state.ts'

export type Scope = { ctx: ProviderContext; account: string; origin: Origin; entity: Entity<FlashErpObject> }
