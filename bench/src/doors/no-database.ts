import type { OpenStore } from '../door-process.ts'

/** The floor: signature checked, answered, forgotten. */
export const open: OpenStore = async () => async () => {}
