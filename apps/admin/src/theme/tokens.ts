/** Colours by role, not by hue. Text pairs reach 4.5:1, control edges 3:1, in both schemes. */

interface StatusColour {
  readonly main: string
  readonly wash: string
}

export interface Tokens {
  readonly fill: Readonly<Record<'canvas' | 'surface' | 'sunken' | 'hover' | 'selected', string>>
  readonly line: Readonly<Record<'border' | 'edge' | 'grid', string>>
  readonly ink: Readonly<Record<'strong' | 'soft' | 'quiet', string>>
  readonly accent: Readonly<Record<'main' | 'strong' | 'wash' | 'on', string>>
  readonly brand: Readonly<Record<'fold' | 'band', string>>
  readonly status: Readonly<
    Record<
      | 'pending'
      | 'syncing'
      | 'synced'
      | 'waiting'
      | 'failed'
      | 'unknown'
      | 'skipped'
      | 'cancelled'
      | 'quarantined',
      StatusColour
    >
  >
  /** Series of charts, in order. Marks only, never text. */
  readonly chart: Readonly<Record<'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'c6', string>>
  /** Shadow of what floats: menus and dialogs. */
  readonly pop: string
}

export const light: Tokens = {
  fill: { canvas: '#F4F6F3', surface: '#FFFFFF', sunken: '#EBEEEA', hover: '#F4F6F3', selected: '#E3F0F0' },
  line: { border: '#DADFDA', edge: '#7F8A84', grid: '#E6EAE6' },
  ink: { strong: '#14201D', soft: '#45524D', quiet: '#5F6B66' },
  accent: { main: '#0B5A66', strong: '#08444D', wash: '#E3F0F0', on: '#FFFFFF' },
  brand: { fold: '#1F94A3', band: '#A9C6BF' },
  status: {
    pending: { main: '#55615B', wash: '#EBEEEA' },
    syncing: { main: '#1F57B0', wash: '#E6EEFB' },
    synced: { main: '#1D6B43', wash: '#E5F2E9' },
    waiting: { main: '#845000', wash: '#FAEFD8' },
    failed: { main: '#A6281C', wash: '#FBE9E6' },
    unknown: { main: '#7A2F8A', wash: '#F5E9F7' },
    skipped: { main: '#4C5C6C', wash: '#E9EEF2' },
    cancelled: { main: '#5F6B66', wash: '#EBEEEA' },
    quarantined: { main: '#96400F', wash: '#FBEBE0' },
  },
  chart: { c1: '#0B5A66', c2: '#B07612', c3: '#7A2F8A', c4: '#4F77B5', c5: '#B5542A', c6: '#5F7F33' },
  pop: '0 8px 28px rgb(20 32 29 / 0.14)',
}

export const dark: Tokens = {
  fill: { canvas: '#0D1211', surface: '#141A19', sunken: '#0A0E0D', hover: '#1A2220', selected: '#14302F' },
  line: { border: '#293331', edge: '#6C7874', grid: '#212A28' },
  ink: { strong: '#E8EDEA', soft: '#B4BEB9', quiet: '#909B96' },
  accent: { main: '#72C9D1', strong: '#A2E0E5', wash: '#14302F', on: '#06272C' },
  brand: { fold: '#72C9D1', band: '#3F6A62' },
  status: {
    pending: { main: '#A9B4AF', wash: '#1E2624' },
    syncing: { main: '#8CB8FF', wash: '#16263F' },
    synced: { main: '#74CB97', wash: '#13291D' },
    waiting: { main: '#E8B75F', wash: '#332611' },
    failed: { main: '#FF9486', wash: '#3A1A16' },
    unknown: { main: '#DBA2E8', wash: '#321A38' },
    skipped: { main: '#A9B9C8', wash: '#1D262E' },
    cancelled: { main: '#909B96', wash: '#1E2624' },
    quarantined: { main: '#F3A578', wash: '#38210F' },
  },
  chart: { c1: '#72C9D1', c2: '#D9A441', c3: '#C58BD6', c4: '#86A8DE', c5: '#E08A5E', c6: '#9DBE6C' },
  pop: '0 8px 28px rgb(0 0 0 / 0.5)',
}
