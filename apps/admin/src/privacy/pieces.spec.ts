import type { Finding } from '@syncline/domain/privacy'
import { expect, it } from 'vitest'
import { piecesOf } from './pieces.ts'

const finding = (start: number, end: number): Finding => ({
  start,
  end,
  kind: 'name',
  form: 'name',
  confidence: 1,
})

it.each([
  ['', []],
  ['plain', []],
  ['Ada called', [finding(0, 3)]],
  ['so did 😀 Obi', [finding(3, 6), finding(10, 13)]],
  ['AdaObi', [finding(0, 3), finding(3, 6)]],
])('loses nothing of %j', (text, findings) => {
  const pieces = piecesOf(text, findings)
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  expect(pieces.flatMap((piece) => (piece.finding ? [piece.finding] : []))).toEqual(findings)
  expect(pieces.every((piece) => piece.text !== '')).toBe(true)
})
