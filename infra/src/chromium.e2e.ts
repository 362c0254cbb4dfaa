import { expect, test } from 'vitest'
import { findChromium, launchChromium } from './chromium.ts'

test('a page is drawn by the Chromium that is found', async () => {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.setContent('<!doctype html><h1>Hello</h1>')
    expect(await page.getByRole('heading').textContent()).toBe('Hello')
  } finally {
    await browser.close()
  }
})

test('CHROMIUM_PATH goes first, and is refused when it is no program', () => {
  expect(findChromium({ ...process.env, CHROMIUM_PATH: process.execPath })).toBe(process.execPath)
  expect(() => findChromium({ CHROMIUM_PATH: '/nowhere/chromium' })).toThrow('CHROMIUM_PATH')
})
