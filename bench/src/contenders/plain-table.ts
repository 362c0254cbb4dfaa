import { randomUUID } from 'node:crypto'
import { actor, eventType, organizationId, sampleData, streamNames } from '../sample.ts'

/** The log's columns and its two indexes, and nothing of what makes it a log. */
export const plainTable = `
  create table event (
    position bigint generated always as identity primary key,
    organization_id uuid not null,
    stream text collate "C" not null,
    version int not null,
    type text collate "C" not null,
    schema_version smallint not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    actor text not null,
    correlation_id text not null,
    causation_position bigint,
    data jsonb not null,
    metadata jsonb not null default '{}',
    unique (organization_id, stream, version)
  )`

/** The columns that a writer gives, in order. */
export const plainColumns =
  'organization_id, stream, version, type, schema_version, occurred_at, actor, correlation_id, data, metadata'

const nextStream = streamNames('new')

/** @param data of the event */
export function plainValues(data: Record<string, unknown> = sampleData()): (string | number)[] {
  return [
    organizationId,
    nextStream(),
    1,
    eventType,
    1,
    new Date().toISOString(),
    actor,
    randomUUID(),
    JSON.stringify(data),
    '{}',
  ]
}
