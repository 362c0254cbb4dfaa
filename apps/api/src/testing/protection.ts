import type { Protection } from '../protection/gate.ts'

const nothing = async () => {}

/** Lets every call out: for what is about other things. */
export const noProtection: Protection = {
  enter: async () => ({ ok: true, report: nothing, release: nothing }),
  waitForToken: async () => 0,
}
