import { maskJson } from '@syncline/domain/mask'

const maxLength = 65_536

/** A value as JSON text for a screen: cut, and masked unless whoever looks may see personal data. */
export function shownJson(value: unknown, isClear: boolean): string {
  const text = JSON.stringify(isClear ? value : maskJson(value), null, 2)
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`
}
