import type { Page } from '@playwright/test'
import { expect, rowsWith, searchSessions, sessionsGrid, test, waitForPractice } from './rollcall.ts'

const box = (page: Page) => page.getByRole('searchbox', { name: 'Search sessions' })
const chips = (page: Page) => page.getByRole('list', { name: 'Filters' }).getByRole('listitem')
const option = (page: Page, name: string) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name })

/** A menu of the filter bar, opened, ticked and closed again. */
async function choose(page: Page, menu: string | RegExp, item: string | RegExp): Promise<void> {
  await page.getByRole('search').getByRole('button', { name: menu }).click()
  await page.getByRole('menuitemcheckbox', { name: item }).click()
  await page.keyboard.press('Escape')
}

test('a filter is typed with suggestions, shown as chips, and taken apart again', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  const all = await rowsWith(page, /./).count()

  await box(page).pressSequentially('ser')
  await option(page, 'server:').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(box(page)).toHaveValue('server:')
  await page.keyboard.type('ke')
  await option(page, 'Keep EU').click()
  await expect(box(page)).toHaveValue('server:"Keep EU" ')
  await expect(box(page)).toBeFocused()
  await expect(rowsWith(page, 'Admin API')).toHaveCount(0)
  await expect(chips(page)).toHaveText(['Server contains Keep EU'])

  await page.keyboard.type('-type:browser')
  await expect(chips(page)).toHaveText(['Server contains Keep EU', 'Not: Type contains browser'])
  await expect(rowsWith(page, 'Browser')).toHaveCount(0)
  await expect(rowsWith(page, 'Keep EU').first()).toBeVisible()

  await page.getByRole('button', { name: 'Remove filter: Server contains Keep EU' }).click()
  await expect(box(page)).toHaveValue('-type:browser')
  await expect(page.getByRole('button', { name: 'Remove filter: Not: Type contains browser' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(chips(page)).toHaveCount(0)
  await expect(box(page)).toBeFocused()
  await expect.poll(() => rowsWith(page, /./).count()).toBe(all)
})

test('keys in the search box: the arrow goes to the grid, but through suggestions while there are some; Esc closes, clears, leaves', async ({
  profile,
}) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await box(page).pressSequentially('is:')
  await page.keyboard.press('ArrowDown')
  await expect(option(page, 'own Own sessions')).toHaveAttribute('aria-selected', 'true')
  await expect(box(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(box(page)).toHaveValue('is:')
  await page.keyboard.press('Escape')
  await expect(box(page)).toHaveValue('')
  await page.keyboard.press('ArrowDown')
  await expect(sessionsGrid(page).locator(':focus')).toBeVisible()

  await page.getByRole('button', { name: 'What can be searched' }).click()
  await expect(option(page, 'addresses>')).toBeVisible()
  await expect(box(page)).toBeFocused()
})

test('a filter that can not be understood says where, and the grid keeps its last result', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await searchSessions(page, 'lars')
  await expect(rowsWith(page, 'lars.sorensen').first()).toBeVisible()
  await expect(rowsWith(page, 'svc-print')).toHaveCount(0)
  await box(page).fill('lars usr:x')
  await expect(page.getByRole('search')).toContainText('There is no field “usr”')
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true')
  await expect(rowsWith(page, 'lars.sorensen').first()).toBeVisible()
  await expect(rowsWith(page, 'svc-print')).toHaveCount(0)
  await page.getByRole('button', { name: 'Go to what is wrong: usr:' }).click()
  await expect(box(page)).toBeFocused()
  await page.keyboard.type('server:')
  await expect(box(page)).toHaveValue('lars server:x')
  await expect(page.getByRole('search')).toContainText('No server has “x” in its name.')
})

test('menus set conditions, tell what is chosen, and follow what is typed', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await choose(page, /^Type/, /^REST API/)
  await expect(box(page)).toHaveValue('type:rest,api')
  await choose(page, /^Idle/, 'Idle longer than 15 min')
  await choose(page, /^Server/, /^Keep EU/)
  await choose(page, /^More/, 'Own sessions')
  await expect(box(page)).toHaveValue('type:rest,api idle>15m server="Keep EU" is:own')
  await expect(page.getByRole('button', { name: 'Server: Keep EU' })).toBeVisible()
  await choose(page, /^Server/, /^All/)
  await expect(box(page)).toHaveValue('type:rest,api idle>15m is:own')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(box(page)).toHaveValue('')
  await expect(box(page)).toBeFocused()

  await page.getByRole('search').getByRole('button', { name: /^Idle/ }).click()
  await page.getByRole('textbox', { name: 'Idle longer than, in minutes' }).fill('90')
  await page.keyboard.press('Enter')
  await expect(box(page)).toHaveValue('idle>1h30m')
  await expect(page.getByRole('button', { name: /^Idle: / })).toBeVisible()
})

test('what is looked for stands in the address, and a link opens it', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await searchSessions(page, 'lars; "svc print" idle<9d')
  await expect.poll(() => new URL(page.url()).hash).toContain('q=lars')
  const address = page.url()
  await page.getByRole('searchbox').fill('')
  await expect.poll(() => new URL(page.url()).hash).not.toContain('q=')
  await page.evaluate((hash) => window.location.assign(hash), new URL(address).hash)
  await expect(box(page)).toHaveValue('lars; "svc print" idle<9d')
  await page.reload()
  await expect(box(page)).toHaveValue('lars; "svc print" idle<9d')
  await expect(rowsWith(page, 'lars.sorensen').first()).toBeVisible()
  await expect(rowsWith(page, 'svc-print')).toHaveCount(0)
})
