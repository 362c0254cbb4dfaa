import type { ProviderContext } from '../context.ts'
import type { FaultPanel } from '../faults/panel.ts'
import type { KmsService } from '../kms/service.ts'
import type { MailCatcher } from '../mail/catcher.ts'
import type { OidcService } from '../oidc/service.ts'
import type { Provider, ProviderName } from '../provider.ts'
import type { Traffic } from '../traffic/generator.ts'

export type AdminContext = {
  ctx: ProviderContext
  providers: Record<ProviderName, Provider>
  panel: FaultPanel
  traffic: Traffic
  kms: KmsService
  oidc: OidcService
  mail: MailCatcher
  seed: number
  wait(delayMs: number): Promise<void>
}
