import type { Entity } from '@syncline/domain/connection'

export const entityNames: Readonly<Record<Entity, string>> = {
  customer: 'client',
  transaction: 'transaction',
  invoice: 'facture',
  subscription: 'abonnement',
  order: 'commande',
  payment: 'paiement',
  refund: 'remboursement',
  vendor: 'fournisseur',
  bill: 'facture fournisseur',
  inventory_item: 'article en stock',
  contact: 'contact',
}

export const entityTitles: Readonly<Record<Entity, string>> = {
  customer: 'Client',
  transaction: 'Transaction',
  invoice: 'Facture',
  subscription: 'Abonnement',
  order: 'Commande',
  payment: 'Paiement',
  refund: 'Remboursement',
  vendor: 'Fournisseur',
  bill: 'Facture fournisseur',
  inventory_item: 'Article en stock',
  contact: 'Contact',
}

export const entityPlurals: Readonly<Record<Entity, string>> = {
  customer: 'Clients',
  transaction: 'Transactions',
  invoice: 'Factures',
  subscription: 'Abonnements',
  order: 'Commandes',
  payment: 'Paiements',
  refund: 'Remboursements',
  vendor: 'Fournisseurs',
  bill: 'Factures fournisseur',
  inventory_item: 'Articles en stock',
  contact: 'Contacts',
}
