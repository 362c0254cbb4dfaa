import type { ConnectionView } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import * as strings from '../strings/index.ts'
import type { TimeSearch } from './search.ts'

const words = strings.list.filters

/** One filter of a list: its name, what it is set to, its choices. */
export interface ListFilter {
  readonly key: string
  readonly name: string
  /** What it is set to, in words. */
  readonly value: string
  readonly active: boolean
  readonly clear: () => void
  /** `done` closes the choices, where they are in a popover. */
  readonly options: (how: { readonly autoFocus: boolean; readonly done: () => void }) => ReactNode
}

export function severalValue<Value>(
  chosen: readonly Value[] | undefined,
  title: (value: Value) => string,
): string {
  const first = chosen?.[0]
  if (first === undefined) return words.any
  const more = (chosen?.length ?? 1) - 1
  return more === 0 ? title(first) : words.some(title(first), more)
}

export function connectionValue(chosen: string | undefined, connections: readonly ConnectionView[]): string {
  if (chosen === undefined) return words.any
  return connections.find((each) => each.connectionId === chosen)?.name ?? words.unknownConnection
}

export function timeValue({ time, from, to }: TimeSearch, moment: (iso: string) => string): string {
  if (time !== undefined) return words[time]
  if (from !== undefined && to !== undefined) return words.between(moment(from), moment(to))
  if (from !== undefined) return words.since(moment(from))
  return to === undefined ? words.any : words.until(moment(to))
}

export const isTimeSet = ({ time, from, to }: TimeSearch) => (time ?? from ?? to) !== undefined
