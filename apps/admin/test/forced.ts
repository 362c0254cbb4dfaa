import type { Page } from 'playwright-core'

const mostStops = 40

/**
 * What is lost where the reader's own colours stand in place of ours: bars that are told by colour alone, buttons without
 * an edge, icons in the colour of the page, what is chosen looking as what is not, a focus that is not seen.
 */
export async function forcedFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(markBars)
  await page.emulateMedia({ forcedColors: 'active' })
  try {
    const faults = new Set(await page.evaluate(findLost))
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (let stop = 0; stop < mostStops; stop++) {
      await page.keyboard.press('Tab')
      const fault = await page.evaluate(focusFault)
      if (fault !== null) faults.add(fault)
    }
    return [...faults]
  } finally {
    await page.emulateMedia({ forcedColors: 'none' })
  }
}

/** Runs in the page, in its own colours: marks what is nothing but a filled shape that differs from what it lies on. */
function markBars(): void {
  const clear = 'rgba(0, 0, 0, 0)'
  const behind = (element: Element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at)
      if (backgroundColor !== clear) return backgroundColor
    }
    return clear
  }
  for (const element of document.querySelectorAll('main *')) {
    if (element.childElementCount > 0 || element.textContent || element.closest('svg')) continue
    if (element.matches('.MuiSkeleton-root, .MuiLinearProgress-bar, input') || !element.checkVisibility())
      continue
    const { backgroundColor } = getComputedStyle(element)
    const { width, height } = element.getBoundingClientRect()
    if (backgroundColor === clear || width < 1 || height < 1) continue
    if (backgroundColor !== behind(element)) element.setAttribute('data-bar', '')
  }
}

/** Runs in the page. */
function findLost(): readonly string[] {
  const faults: string[] = []
  const nameOf = (element: Element) =>
    `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`
  const canvas = getComputedStyle(document.body).backgroundColor
  for (const bar of document.querySelectorAll('[data-bar]')) {
    const { backgroundColor, borderStyle } = getComputedStyle(bar)
    if (backgroundColor === canvas && borderStyle === 'none')
      faults.push(`a bar is gone in ${nameOf(bar.parentElement ?? bar)}`)
  }
  const edged =
    '.MuiButton-contained, .MuiButton-outlined, .MuiOutlinedInput-notchedOutline, .MuiSwitch-track'
  for (const control of document.querySelectorAll(edged)) {
    const { borderBlockStartStyle, borderBlockStartWidth } = getComputedStyle(control)
    if (borderBlockStartStyle === 'none' || Number.parseFloat(borderBlockStartWidth) < 1)
      faults.push(`no edge: ${nameOf(control)}`)
  }
  for (const icon of document.querySelectorAll('main svg, nav svg, header svg')) {
    if (!icon.checkVisibility()) continue
    const seen = [...icon.querySelectorAll('path, circle, rect, line, polygon, ellipse')].some((shape) => {
      const { fill, stroke } = getComputedStyle(shape)
      return [fill, stroke].some((paint) => paint !== 'none' && paint !== canvas)
    })
    if (!seen && icon.childElementCount > 0)
      faults.push(`icon is gone in ${nameOf(icon.parentElement ?? icon)}`)
  }
  const look = (element: Element) => {
    const words = [element, ...element.querySelectorAll('*')].find((each) => each.lastChild instanceof Text)
    const { borderBottomColor, outlineStyle, textDecorationLine } = getComputedStyle(element)
    const fontWeight = words && getComputedStyle(words).fontWeight
    return [fontWeight, borderBottomColor, outlineStyle, textDecorationLine].join()
  }
  const chosen = '[aria-current="page"], [aria-pressed="true"], [data-status="active"]'
  for (const one of document.querySelectorAll(chosen)) {
    const siblings = [...(one.closest('nav, [role=group], ul')?.querySelectorAll(one.tagName) ?? [])]
    const at = siblings.indexOf(one)
    const other = [siblings[at + 1], siblings[at - 1]].find((each) => each && !each.matches(chosen))
    if (other && look(one) === look(other)) faults.push(`looks as what is not chosen: ${nameOf(one)}`)
  }
  return faults
}

/** Runs in the page. */
function focusFault(): string | null {
  const focused = document.activeElement
  if (!focused || focused === document.body) return null
  const around = [focused, focused.closest('.MuiInputBase-root, .MuiSwitch-root'), focused.firstElementChild]
  const seen = around.some((element) => {
    if (!element) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
  })
  return seen
    ? null
    : `focus is not seen: ${focused.tagName.toLowerCase()} "${(focused.textContent ?? '').slice(0, 40)}"`
}
