import type { Page } from '@playwright/test'
import { expect, goTo, rowsWith, serverInStrip, test, waitForPractice } from './rollcall.ts'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search or act' })
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search sessions' })

test('everything that can be done is found by typing, and the focus comes back to where it was', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette(page).getByRole('combobox')).toBeFocused()
  await expect(palette(page).getByRole('option', { name: 'Find sessions' })).toContainText('Ctrl+F')
  await page.keyboard.press('Escape')
  await expect(palette(page)).toHaveCount(0)
  await expect(search(page)).toBeFocused()

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('reef only')
  await expect(palette(page).getByRole('option')).toHaveText([/Show only the sessions of Reef Projects/, /Find sessions with “reef only”/])
  await page.keyboard.press('Enter')
  await expect(palette(page)).toHaveCount(0)
  await expect(rowsWith(page, 'Reef Projects').first()).toBeVisible()
  await expect(rowsWith(page, 'Keep EU')).toHaveCount(0)

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('find sess')
  await page.keyboard.press('Enter')
  await expect(search(page)).toBeFocused()

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('lars.sorensen')
  await page.keyboard.press('Enter')
  await expect(search(page)).toHaveValue('lars.sorensen')
  await expect(rowsWith(page, 'lars.sorensen').first()).toBeVisible()
})

test('what can’t be done just now is listed with its reason, and is not done', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await page.getByRole('button', { name: 'Search or act' }).click()
  await page.keyboard.type('theme as the system')
  const option = palette(page).getByRole('option', { name: 'Theme: As the system' })
  await expect(option).toHaveAttribute('aria-disabled', 'true')
  await expect(option).toContainText('It is so already')
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeVisible()
})

test('F6 steps through the parts of the window, and back', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await page.keyboard.press('ControlOrMeta+f')
  await expect(search(page)).toBeFocused()
  await page.keyboard.press('F6')
  await expect(page.getByRole('grid').locator(':focus')).toBeVisible()
  await page.keyboard.press('F6')
  await expect(page.getByRole('navigation').locator(':focus')).toBeVisible()
  await page.keyboard.press('F6')
  await expect(page.getByRole('region', { name: 'Servers' }).locator(':focus')).toBeVisible()
  await page.keyboard.press('F6')
  await expect(search(page)).toBeFocused()
  await page.keyboard.press('Shift+F6')
  await expect(page.getByRole('region', { name: 'Servers' }).locator(':focus')).toBeVisible()
})

test('keys can be changed, are taken from others only after a second word, and outlast a restart', async ({ profile }) => {
  // Two starts.
  test.slow()
  const first = await profile.start('--practice')
  await waitForPractice(first.page)
  await first.page.keyboard.press('F1')
  await sheet(first.page).getByRole('button', { name: 'Change the keys of “Find sessions”' }).click()
  const keys = sheet(first.page).getByRole('textbox', { name: 'New keys of “Find sessions”' })
  await expect(keys).toBeFocused()
  await first.page.keyboard.press('x')
  await expect(sheet(first.page).getByRole('status')).toContainText('write text')
  await first.page.keyboard.press('F5')
  await expect(sheet(first.page).getByRole('status')).toContainText('It would lose them')
  await first.page.keyboard.press('F8')
  await expect(keys).toHaveCount(0)
  await first.page.keyboard.press('Escape')
  await expect(sheet(first.page)).toHaveCount(0)
  await first.page.keyboard.press('F8')
  await expect(search(first.page)).toBeFocused()
  await first.stop()

  const { page } = await profile.start('--practice')
  await expect(async () => {
    await page.keyboard.press('F8')
    await expect(search(page)).toBeFocused({ timeout: 500 })
  }).toPass()
  await goTo(page, 'Settings')
  await expect(page.getByText('1 action has keys of your own.')).toBeVisible()
  await page.getByRole('button', { name: 'Show and change shortcuts' }).click()
  await sheet(page).getByRole('button', { name: 'Bring back all usual keys' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('All actions have their usual keys.')).toBeVisible()
})

test('a key that writes is written where a text is edited', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await page.keyboard.press('?')
  await expect(sheet(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet(page)).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('who?')
  await expect(search(page)).toHaveValue('who?')
  await expect(sheet(page)).toHaveCount(0)
})

test('text twice as large loses nothing: all of the page can be reached, and only the grid moves sideways', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  // 1366 × 768 at 200 %.
  await page.setViewportSize({ width: 683, height: 384 })
  await expect(serverInStrip(page, 'Admin API')).toBeVisible()
  for (const part of [
    page.getByRole('link', { name: 'Settings' }),
    page.getByRole('button', { name: 'Search or act' }),
    search(page),
    page.getByRole('button', { name: 'Columns' }),
    page.getByRole('button', { name: 'Terminate selected' }),
    page.getByText('times in'),
  ]) {
    await part.scrollIntoViewIfNeeded()
    await expect(part).toBeInViewport({ ratio: 1 })
  }
  const sideways = await page.evaluate(() => document.querySelector('main')?.scrollWidth === document.querySelector('main')?.clientWidth)
  expect(sideways).toBe(true)
})
