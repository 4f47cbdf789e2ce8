import type { Locator, Page } from '@playwright/test'
import { addOffice, type Office, openOffice } from './office.ts'
import { test as base, expect, rowsWith, sessionsGrid } from './rollcall.ts'

const BRANCHES = ['Aarhus', 'Bergen', 'Cork', 'Delft'] as const

/** Four installations that the same people use. */
const test = base.extend<{ branches: readonly Office[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are needed
  branches: async ({}, use) => {
    const opened = await Promise.all(BRANCHES.map(() => openOffice()))
    await use(opened.map(({ office }) => office))
    for (const { close } of opened) await close()
  },
})

const search = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search sessions' })
const groups = (page: Page): Locator =>
  sessionsGrid(page)
    .getByRole('row')
    .filter({ hasText: /\d sessions?\b/ })

/** Does something by its name in the command palette, as somebody who knows no other key. */
async function act(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog', { name: 'Search or act' })).toBeVisible()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Search or act' })).toHaveCount(0)
}

test('with a caller on the line: found by a part of the name, the new session told from the old ones, and copied for the ticket, by keys alone', async ({
  profile,
  branches,
}) => {
  for (const [index, branch] of branches.entries()) {
    branch.signIn('ola', 'per')
    branch.signInFrom('maria.rosen', { address: `198.51.100.${20 + (index % 2)}`, hoursAgo: 50 + index })
  }
  branches[2]?.signInFrom('maria.rosen', { address: '203.0.113.99', hoursAgo: 2 })
  const first = await profile.start()
  for (const [index, branch] of branches.entries()) await addOffice(first.page, branch, { name: BRANCHES[index] ?? '' })
  const { page } = first
  await expect(rowsWith(page, /Aarhus|Bergen|Cork|Delft/)).toHaveCount(13)

  await test.step('find one person on four servers', async () => {
    await page.keyboard.press('ControlOrMeta+f')
    await page.keyboard.type('rosen')
    await expect(rowsWith(page, 'maria.rosen')).toHaveCount(5)
    for (const name of BRANCHES) await expect(rowsWith(page, name).filter({ hasText: 'maria.rosen' }).first()).toBeVisible()
    await expect(page.getByText('5 of 13 shown')).toBeVisible()
  })

  await test.step('see which session is new since yesterday', async () => {
    await page.keyboard.type(' age<24h')
    await expect(rowsWith(page, 'maria.rosen')).toHaveCount(1)
    await expect(rowsWith(page, '203.0.113.99')).toContainText('Cork')
    for (let letter = 0; letter < ' age<24h'.length; letter += 1) await page.keyboard.press('Backspace')
    await expect(rowsWith(page, 'maria.rosen')).toHaveCount(5)
  })

  await test.step('group by address', async () => {
    await act(page, 'Group by Address')
    await expect(groups(page)).toHaveCount(3)
    await expect(groups(page).filter({ hasText: '203.0.113.99' })).toContainText('1 session')
  })

  await test.step('save that view', async () => {
    await act(page, 'Save view as')
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await page.keyboard.type('Maria')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'View: Maria', exact: true })).toBeVisible()
  })
  await first.stop()

  const second = await profile.start()
  await test.step('reopen it after a restart', async () => {
    await expect(second.page.getByRole('button', { name: 'View: Maria', exact: true })).toBeVisible()
    await expect(search(second.page)).toHaveValue('rosen')
    await expect(groups(second.page)).toHaveCount(3)
  })

  await test.step('copy the row into a ticket', async () => {
    await second.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await act(second.page, 'Open all groups')
    await expect(rowsWith(second.page, 'maria.rosen')).toHaveCount(5)
    await second.page.keyboard.press('ControlOrMeta+f')
    await second.page.keyboard.press('ArrowDown')
    await expect(sessionsGrid(second.page).locator(':focus')).toHaveCount(1)
    const row = rowsWith(second.page, 'Cork').filter({ hasText: '203.0.113.99' })
    for (let step = 0; step < 12 && (await row.locator(':focus').count()) === 0; step += 1) await second.page.keyboard.press('ArrowDown')
    await expect(row.locator(':focus')).toHaveCount(1)
    await act(second.page, 'Copy the focused row')
    await expect
      .poll(() => second.page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/^maria\.rosen\tCork\t[^\n]*203\.0\.113\.99[^\n]*$/)
  })
})
