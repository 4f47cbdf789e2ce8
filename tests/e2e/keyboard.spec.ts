import type { Page } from '@playwright/test'
import { addOffice, test } from './office.ts'
import { expect, readAgain, rowsWith, sessionsGrid } from './rollcall.ts'

/** The row that has the focus, or holds what has it. */
function focusedRow(page: Page) {
  return sessionsGrid(page)
    .getByRole('row')
    .filter({ has: page.locator(':focus') })
}

const find = (page: Page) => page.keyboard.press('ControlOrMeta+f')

test('a session is found, reviewed and terminated with the keyboard alone', async ({ profile, office }) => {
  office.signIn('ann', 'bob', 'cyd')
  const { page } = await profile.start()
  await addOffice(page, office)
  await expect(rowsWith(page, 'Office')).toHaveCount(3)

  await find(page)
  await page.keyboard.type('bob')
  await expect(rowsWith(page, 'Office')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(focusedRow(page)).toContainText('bob')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('on Office')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: 'Details' })).toHaveCount(0)

  await page.keyboard.press('Delete')
  const dialog = page.getByRole('dialog', { name: 'Review termination' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  const confirm = dialog.getByRole('button', { name: 'Terminate 1 session' })
  await expect(confirm).toBeEnabled()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.type('Ticket 4711')
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue('Ticket 4711')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(confirm).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('1 of 1 terminated')
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  expect(office.users).toEqual(['ann', 'cyd'])

  await find(page)
  await page.keyboard.press('Escape')
  await expect(rowsWith(page, 'Office')).toHaveCount(2)
})

test('the focus stays with its row, moves to the next one when the session ends, and never leaves a text that is typed', async ({
  profile,
  office,
}) => {
  office.signIn('ann', 'bob', 'cyd', 'dan')
  const { page } = await profile.start()
  await addOffice(page, office)
  await rowsWith(page, 'bob').getByRole('gridcell', { name: 'bob', exact: true }).click()
  // A pointer over a row would hold the grid still.
  await page.mouse.move(700, 5)
  office.signIn('aaron')
  await readAgain(page)
  await expect(rowsWith(page, 'Office')).toHaveCount(5)
  await expect(focusedRow(page)).toContainText('bob')
  office.signOut('bob')
  await readAgain(page)
  await expect(rowsWith(page, 'Office')).toHaveCount(4)
  await expect(focusedRow(page)).toContainText('cyd')

  await find(page)
  const search = page.getByRole('searchbox', { name: 'Search sessions' })
  await page.keyboard.type('da')
  await expect(rowsWith(page, 'Office')).toHaveCount(1)
  await page.keyboard.type('n')
  await expect(search).toBeFocused()
  await expect(search).toHaveValue('dan')
})
