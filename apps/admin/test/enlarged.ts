import type { Page } from 'playwright-core'

const usualPx = 16

/** Text twice as large for a page, as a reader sets it in the browser; the window stays as wide as it is. */
export async function enlarge(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setFontSizes', { fontSizes: { standard: 2 * usualPx, fixed: 2 * usualPx } })
}

/**
 * What a reader of large text can't read or reach: text that is cut off without an ellipsis, that spills over the edge of
 * its control, or that lies over other text; and controls beside the window.
 */
export const enlargedFaults = (page: Page): Promise<readonly string[]> => page.evaluate(findFaults)

/** Runs in the page. */
function findFaults(): readonly string[] {
  interface Box {
    left: number
    top: number
    right: number
    bottom: number
  }
  const faults: string[] = []
  const nameOf = (element: Element) =>
    `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 40)}"`
  const clips = (style: CSSStyleDeclaration) =>
    [style.overflowX, style.overflowY].some((way) => way === 'hidden' || way === 'clip')
  const scrolls = (style: CSSStyleDeclaration) =>
    [style.overflowX, style.overflowY].some((way) => way === 'auto' || way === 'scroll')
  const meet = (one: Box, other: Box): Box => ({
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  })
  const layerOf = (element: Element): Element => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { position } = getComputedStyle(at)
      if (position === 'fixed' || position === 'sticky') return at
    }
    return document.body
  }
  const texts: { element: Element; box: Box; layer: Element }[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!element || !(node.nodeValue ?? '').trim() || !element.checkVisibility({ visibilityProperty: true }))
      continue
    if (element.closest('svg, [role=img], [aria-hidden=true].MuiBackdrop-root')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    let [tall, hidden, scrolled] = [false, false, false]
    const lines = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
    const seen = lines.flatMap((line) => {
      let box: Box = line
      for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at)
        if (style.clipPath !== 'none' || (at.clientWidth <= 1 && clips(style))) hidden = true
        if (scrolls(style)) scrolled = true
        if (!clips(style) && !scrolls(style)) continue
        const edge = at.getBoundingClientRect()
        const meets = meet(box, edge)
        // Letters are lower than their line: what is cut of a line by a sixth is still whole.
        const cut = Math.max(edge.top - box.top, box.bottom - edge.bottom) > (line.bottom - line.top) / 6
        if (clips(style) && !scrolled && cut && meets.right > meets.left) tall = true
        const wide = box.right - edge.right > 1
        if (
          clips(style) &&
          !scrolled &&
          wide &&
          style.textOverflow !== 'ellipsis' &&
          meets.bottom > meets.top
        )
          tall = true
        box = meets
      }
      return box.right - box.left > 1 && box.bottom - box.top > 1 ? [box] : []
    })
    if (hidden) continue
    if (Number.parseFloat(getComputedStyle(element).fontSize) < 22 && seen.length > 0)
      faults.push(`stays small: ${nameOf(element)}`)
    if (tall) faults.push(`cut off: ${nameOf(element)}`)
    for (const box of seen) texts.push({ element, box, layer: layerOf(element) })
  }
  const control = 'button, a.MuiButton-root, input, select, [role=tab], [role=menuitem]'
  for (const { element, box } of texts) {
    const edge = element.closest(control)?.getBoundingClientRect()
    if (edge && (edge.top - box.top > 4 || box.bottom - edge.bottom > 4))
      faults.push(`spills over its control: ${nameOf(element)}`)
  }
  for (const [place, one] of texts.entries())
    for (const other of texts.slice(place + 1)) {
      if (one.element === other.element || one.layer !== other.layer) continue
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue
      const shared = meet(one.box, other.box)
      const lineHeight = Math.min(one.box.bottom - one.box.top, other.box.bottom - other.box.top)
      if (shared.right - shared.left > 4 && shared.bottom - shared.top > lineHeight / 3)
        faults.push(`lies over: ${nameOf(one.element)} and ${nameOf(other.element)}`)
    }
  for (const element of document.querySelectorAll(
    'a[href], button, input, select, textarea, [tabindex="0"]',
  )) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    const { left, right, width } = element.getBoundingClientRect()
    let scrolled = false
    for (let at: Element | null = element; at; at = at.parentElement)
      if (scrolls(getComputedStyle(at)) && at !== document.documentElement) scrolled = true
    if (width > 1 && !scrolled && (left < -1 || right > window.innerWidth + 1))
      faults.push(`beside the window: ${nameOf(element)}`)
  }
  return [...new Set(faults)]
}
