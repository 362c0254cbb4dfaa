import type { FlowView, ProviderForm } from '@syncline/domain/view'
import { expect, it } from 'vitest'
import { flowCandidates } from './candidates.ts'

const form = (
  provider: ProviderForm['provider'],
  reads: ProviderForm['reads'],
  writes: ProviderForm['writes'],
  converts: ProviderForm['converts'] = [],
): ProviderForm => ({
  provider,
  title: provider,
  fields: [],
  baseUrl: '',
  reads,
  pulls: reads,
  writes,
  converts,
  sendsWebhooks: true,
  managesWebhooks: false,
  signsIn: false,
  choices: [],
})
const forms = [
  form('stripe', ['customer', 'transaction'], ['customer']),
  form('flasherp', ['customer'], ['customer', 'transaction']),
]
const here = { connectionId: 'erp', provider: 'flasherp' } as const
const there = { connectionId: 'shop', provider: 'stripe' } as const
const between = (sourceConnectionId: string, targetConnectionId: string, entity: FlowView['entity']) => ({
  entity,
  sourceConnectionId,
  targetConnectionId,
})

it('offers what one end gives and the other takes, both ways, never to itself', () => {
  expect(flowCandidates(here, [here, there], [], forms)).toEqual([
    between('erp', 'shop', 'customer'),
    between('shop', 'erp', 'customer'),
    between('shop', 'erp', 'transaction'),
  ])
})

it('offers what becomes something that the other takes', () => {
  const till = { connectionId: 'till', provider: 'square' } as const
  const books = { connectionId: 'books', provider: 'quickbooks' } as const
  const both = [
    form('square', ['order'], []),
    form('quickbooks', ['bill'], ['invoice'], [{ from: 'square', entity: 'order' }]),
  ]
  expect(flowCandidates(books, [till], [], both)).toEqual([between('till', 'books', 'order')])
})

it('offers nothing that is there already, and nothing of a provider that is not in this build', () => {
  const known: FlowView = { ...between('shop', 'erp', 'customer'), flowId: 'f', conflictPolicy: 'ask' }
  expect(flowCandidates(here, [there], [known], forms)).not.toContainEqual(between('shop', 'erp', 'customer'))
  expect(flowCandidates(here, [{ connectionId: 'sq', provider: 'square' }], [], forms)).toEqual([])
})
