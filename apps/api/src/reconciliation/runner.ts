import type { Appender } from '@syncline/db/log'
import {
  type Discrepancy,
  type DiscrepancyCommand,
  type DiscrepancyEvent,
  decideDiscrepancy,
  decideReconciliation,
  evolveDiscrepancy,
  evolveReconciliation,
  initialDiscrepancy,
  initialReconciliation,
  type Reconciliation,
  type ReconciliationCommand,
  type ReconciliationEvent,
} from '@syncline/domain/reconciliation'
import type pg from 'pg'
import { type CommandRunner, createCommandRunner } from '../commands/runner.ts'

interface RunnerDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
}

export type ReconciliationRunner = CommandRunner<Reconciliation, ReconciliationCommand>

export const createReconciliationRunner = (deps: RunnerDeps): ReconciliationRunner =>
  createCommandRunner<Reconciliation, ReconciliationCommand, ReconciliationEvent>(
    { initial: initialReconciliation, evolve: evolveReconciliation, decide: decideReconciliation },
    deps,
  )

export const createDiscrepancyRunner = (deps: RunnerDeps): CommandRunner<Discrepancy, DiscrepancyCommand> =>
  createCommandRunner<Discrepancy, DiscrepancyCommand, DiscrepancyEvent>(
    { initial: initialDiscrepancy, evolve: evolveDiscrepancy, decide: decideDiscrepancy },
    deps,
  )
