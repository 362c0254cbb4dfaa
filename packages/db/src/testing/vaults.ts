import { createVault, type Vault, type Wrapping } from '../custody/index.ts'
import type { AppRole } from '../pool/index.ts'

type VaultOptions = Omit<Parameters<typeof createVault>[0], 'url' | 'role' | 'applicationName'>

/** Vaults of one test database, each as a process that has just started; all are closed together. */
export function openVaults(url: string, role: AppRole) {
  const opened: (Vault & Wrapping)[] = []
  return {
    open(options: VaultOptions): Vault & Wrapping {
      const vault = createVault({ url, role, applicationName: 'vault test', ...options })
      opened.push(vault)
      return vault
    },
    async close(): Promise<void> {
      await Promise.all(opened.map((vault) => vault.close()))
    },
  }
}
