import type { Page } from '@playwright/test'
import { addOffice, test } from './office.ts'
import { expect, rowsWith, searchSessions, sessionsGrid, tick, waitForPractice } from './rollcall.ts'

const details = (page: Page) => page.getByRole('complementary', { name: 'Details' })
const menu = (page: Page) => page.getByRole('menu', { name: /^Actions for/ })

function cell(page: Page, row: string, text: string) {
  return rowsWith(page, row).getByRole('gridcell', { name: text, exact: true })
}

async function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

async function allowClipboard(page: Page): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(() => navigator.clipboard.writeText('nothing yet'))
}

test('a right click selects its row, leaves the clipboard alone, and offers everything in one order', async ({ profile, office }) => {
  office.signIn('ann', 'bob', 'cyd')
  const { page } = await profile.start()
  await addOffice(page, office)
  await allowClipboard(page)
  await cell(page, 'bob', '192.0.2.7').click({ button: 'right' })
  await expect(menu(page)).toHaveAccessibleName('Actions for bob')
  await expect(menu(page).getByRole('menuitem')).toHaveText([
    'Details',
    'Show all of bob on Office',
    'Show all of bob on all servers',
    'Show only Address: 192.0.2.7',
    'Exclude Address: 192.0.2.7',
    'Copy cell',
    'Copy row',
    'Copy row with headers',
    'Copy session ID (shortened)',
    'Terminate…',
    'Log out on all devices…',
  ])
  await page.keyboard.press('Escape')
  await expect(tick(page, 'bob', 'Office')).toBeChecked()

  // On a row of the selection the set stays; on another one that row takes its place.
  await tick(page, 'ann', 'Office').check()
  await cell(page, 'ann', 'ann').click({ button: 'right' })
  await expect(menu(page).getByRole('menuitem', { name: 'Terminate 2 selected' })).toBeVisible()
  await page.keyboard.press('Escape')
  await cell(page, 'cyd', 'cyd').click({ button: 'right' })
  await expect(menu(page).getByRole('menuitem', { name: /selected/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(tick(page, 'cyd', 'Office')).toBeChecked()
  await expect(tick(page, 'ann', 'Office')).not.toBeChecked()
  expect(await clipboard(page)).toBe('nothing yet')
  await page.getByRole('button', { name: 'Select again' }).click()
  await expect(tick(page, 'ann', 'Office')).toBeChecked()
})

test('a value of a cell becomes a filter, to find what shares it and what does not', async ({ profile, office }) => {
  office.signIn('ann', 'bob')
  const { page } = await profile.start()
  await addOffice(page, office)
  await sessionsGrid(page).getByRole('button', { name: 'Actions for ann' }).click()
  await menu(page).getByRole('menuitem', { name: 'Exclude User: ann' }).click()
  await expect(rowsWith(page, 'Office')).toHaveCount(1)
  await expect(page.getByRole('searchbox', { name: 'Search sessions' })).toHaveValue('-user=ann')
  await cell(page, 'bob', 'bob').click({ button: 'right' })
  await menu(page).getByRole('menuitem', { name: 'Show all of bob on Office' }).click()
  await expect(page.getByRole('searchbox', { name: 'Search sessions' })).toHaveValue('user=bob server=Office')
  await expect(rowsWith(page, 'bob')).toHaveCount(1)
})

test('cells and rows are copied by menu and by keys, with headers when they are wanted', async ({ profile, office }) => {
  office.signIn('ann', 'bob')
  const { page } = await profile.start()
  await addOffice(page, office)
  await allowClipboard(page)
  await cell(page, 'ann', '192.0.2.7').click()
  await page.keyboard.press('ControlOrMeta+c')
  await expect.poll(() => clipboard(page)).toBe('192.0.2.7')
  // Told when there is nothing else to hear: it interrupts nobody.
  await expect(page.getByText('Copied the cell').locator('visible=true').last()).toBeVisible()
  await expect(page.locator('main > [role="status"]')).toHaveText('Copied the cell')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+Shift+c')
  await expect.poll(() => clipboard(page)).toMatch(/^User\tServer\tType\tAddress\t.*\nann\tOffice\t/)
  await tick(page, 'ann', 'Office').check()
  await tick(page, 'bob', 'Office').check()
  await cell(page, 'bob', 'bob').click()
  await page.keyboard.press('ControlOrMeta+c')
  await expect.poll(() => clipboard(page)).toMatch(/^ann\tOffice\t.*\nbob\tOffice\t[^\n]*$/)
  await cell(page, 'bob', 'bob').click({ button: 'right' })
  await menu(page).getByRole('menuitem', { name: 'Copy cell' }).click()
  await expect.poll(() => clipboard(page)).toBe('bob')
})

test('the details follow the focus, tell what was seen, and keep the width they were given', async ({ profile, office }) => {
  // Two starts.
  test.slow()
  office.signIn('ann', 'bob')
  const first = await profile.start()
  const { page } = first
  await addOffice(page, office)
  await allowClipboard(page)
  await cell(page, 'ann', 'ann').click()
  await page.keyboard.press('Alt+Enter')
  await expect(details(page)).toContainText('on Office')
  await expect(details(page).getByRole('heading', { name: 'ann' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(details(page).getByRole('heading', { name: 'bob' })).toBeVisible()
  await expect(details(page).getByRole('img', { name: /^Activity from/ })).toBeVisible()
  await expect(details(page)).toContainText('No gaps.')
  await details(page).getByRole('button', { name: 'Copy Address' }).click()
  await expect.poll(() => clipboard(page)).toBe('192.0.2.7')
  await details(page).getByRole('button', { name: 'Copy all facts' }).click()
  await expect.poll(() => clipboard(page)).toMatch(/^Server: Office\nUser: bob\n/)

  const edge = details(page).getByRole('separator', { name: 'Width of the details' })
  await edge.focus()
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft')
  await expect(edge).toHaveAttribute('aria-valuenow', '408')
  await first.stop()

  const second = await profile.start()
  await cell(second.page, 'ann', 'ann').click()
  await second.page.keyboard.press('Enter')
  await expect(details(second.page).getByRole('separator')).toHaveAttribute('aria-valuenow', '408')
})

test('the details show what the same user has open here, and under the same name on other servers', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await searchSessions(page, 'user=lars.sorensen')
  await rowsWith(page, 'lars.sorensen').first().dblclick()
  await expect(details(page)).toContainText('Other sessions of this user here')
  const elsewhere = details(page).getByRole('heading', { name: /^Under the same name on other servers: \d/ })
  await expect(elsewhere).toBeVisible()
  await details(page).getByRole('listitem').getByRole('button').first().click()
  await expect(details(page).getByRole('heading', { name: 'lars.sorensen' })).toBeVisible()
})

test('the menu opens at the focus by its key, and the palette acts on the row that had the focus', async ({ profile, office }) => {
  office.signIn('ann', 'bob')
  const { page } = await profile.start()
  await addOffice(page, office)
  await cell(page, 'bob', '192.0.2.7').click()
  await page.keyboard.press('ContextMenu')
  await expect(menu(page)).toHaveAccessibleName('Actions for bob')
  await expect(menu(page).getByRole('menuitem', { name: 'Show only Address: 192.0.2.7' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(cell(page, 'bob', '192.0.2.7')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('all sessions of this user')
  await expect(page.getByRole('option').first()).toContainText('Show all sessions of this user on all servers')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Search sessions' })).toHaveValue('user=bob')
})
