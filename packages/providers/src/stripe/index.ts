import type { Provider } from '../provider.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { webhook } from './webhook.ts'

export const stripe: Provider = { manifest, webhook, probe }
