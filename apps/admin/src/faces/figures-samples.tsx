import { noop } from '@tanstack/react-query'
import { FiguresView, type FiguresViewProps } from '../connections/figures/FiguresView.tsx'
import * as samples from './samples.ts'

const span = { from: '2026-10-21T00:00:00.000Z', to: '2026-11-20T00:00:00.000Z' }
const figures: FiguresViewProps = {
  provider: 'FlashERP',
  span,
  state: {
    kind: 'ready',
    answer: {
      ...span,
      created: { customers: 214, transactions: 1_804, subscriptions: 12, invoices: 96 },
      money: [
        { currency: 'NGN', payments: 912_400_050, refunds: 4_120_000, net: 908_280_050 },
        { currency: 'USD', payments: 120_500, refunds: 0, net: 120_500 },
      ],
    },
    readAt: samples.ago(90),
  },
  onSpan: noop,
}
export const figuresFace = (changes: Partial<FiguresViewProps> = {}) => (
  <FiguresView {...figures} {...changes} />
)
export const noFigures: FiguresViewProps['state'] = {
  kind: 'ready',
  answer: { ...span, created: { customers: 0, transactions: 0 }, money: [] },
  readAt: samples.ago(90),
}
