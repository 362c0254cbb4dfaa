import type { Finding } from '@syncline/domain/privacy'

export interface Piece {
  readonly text: string
  /** Null between findings. */
  readonly finding: Finding | null
}

/** A text cut at its findings, which come in order and do not overlap; nothing of it is lost. */
export function piecesOf(text: string, findings: readonly Finding[]): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const finding of findings) {
    if (finding.start > from) pieces.push({ text: text.slice(from, finding.start), finding: null })
    pieces.push({ text: text.slice(finding.start, finding.end), finding })
    from = finding.end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), finding: null })
  return pieces
}
