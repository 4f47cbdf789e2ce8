import type { Locator, Page } from '@playwright/test'
import { addOffice, test } from './office.ts'
import { expect, readAgain, rowsWith, searchSessions, sessionsGrid, tick, waitForPractice } from './rollcall.ts'

const focused = (page: Page): Locator => page.locator(':focus')
const spoken = (page: Page): Locator => page.locator('main > [role="status"]')
const userCell = (page: Page, user: string): Locator => rowsWith(page, user).locator('[data-field="user"]')
const selection = (page: Page): Locator => page.getByRole('group', { name: 'Selection' })

/** Away from the rows, where the pointer holds nothing. */
const pointAway = (page: Page): Promise<void> => page.mouse.move(700, 5)

/** The users whose rows are ticked, from top to bottom. */
async function tickedUsers(page: Page): Promise<string[]> {
  return await sessionsGrid(page).locator('[role="row"][aria-selected="true"] [data-field="user"] bdi').allTextContents()
}

/** Where the focus is: the column, and the user of the row. */
async function place(page: Page): Promise<string> {
  return await focused(page).evaluate((cell) => {
    const user = cell.closest('[role="row"]')?.querySelector('[data-field="user"] bdi')?.textContent
    return `${cell.closest('[data-field]')?.getAttribute('data-field')} of ${user ?? 'the headers'}`
  })
}

const NAMES = ['ann', 'ben', 'bob', 'cyd', 'dan', 'eve']

test('rows are ticked as in other lists: by the space bar, with Shift from row to row, by clicks with Ctrl and Shift', async ({
  profile,
  office,
}) => {
  office.signIn(...NAMES)
  const { page } = await profile.start()
  await addOffice(page, office)
  await userCell(page, 'ann').click()
  expect(await tickedUsers(page)).toEqual([])
  await page.keyboard.press(' ')
  expect(await tickedUsers(page)).toEqual(['ann'])
  expect(await place(page)).toBe('user of ann')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(() => tickedUsers(page)).toEqual(['ann', 'ben', 'bob'])
  await page.keyboard.press('Shift+ArrowUp')
  await expect.poll(() => tickedUsers(page)).toEqual(['ann', 'ben'])
  await page.keyboard.press(' ')
  await expect.poll(() => tickedUsers(page)).toEqual(['ann'])
  await page.getByRole('button', { name: 'Clear selection' }).click()

  await userCell(page, 'cyd').click({ modifiers: ['ControlOrMeta'] })
  await expect.poll(() => tickedUsers(page)).toEqual(['cyd'])
  await userCell(page, 'eve').click({ modifiers: ['Shift'] })
  await expect.poll(() => tickedUsers(page)).toEqual(['cyd', 'dan', 'eve'])
  // From where it began, not from where the last click was.
  await userCell(page, 'ben').click({ modifiers: ['Shift'] })
  await expect.poll(() => tickedUsers(page)).toEqual(['ben', 'bob', 'cyd', 'dan', 'eve'])
  expect(await page.evaluate(() => window.getSelection()?.toString())).toBe('')
  await userCell(page, 'dan').click({ modifiers: ['ControlOrMeta'] })
  await expect.poll(() => tickedUsers(page)).toEqual(['ben', 'bob', 'cyd', 'eve'])
})

test('a guarded row is ticked by no key and no click, and says why', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await searchSessions(page, 'user=Admin server="Keep EU"')
  await expect(rowsWith(page, 'Admin')).toHaveCount(2)
  await userCell(page, 'Admin')
    .first()
    .click({ modifiers: ['ControlOrMeta'] })
  await expect(page.getByText('This is probably your own session').first()).toBeVisible()
  await page.keyboard.press(' ')
  await page.keyboard.press('Shift+ArrowDown')
  await userCell(page, 'Admin')
    .last()
    .click({ modifiers: ['Shift'] })
  await expect(selection(page)).toContainText('Tick sessions to terminate them.')
})

test('Home and End, page by page and letters go through the rows; R stays the key of the pill while no name is typed', async ({
  profile,
  office,
}) => {
  // It waits for the typing to rest, several times.
  test.slow()
  office.signIn(...Array.from({ length: 60 }, (_, index) => `user-${String(index).padStart(2, '0')}`), 'Rita', 'rolf', 'åsa')
  const { page } = await profile.start()
  await addOffice(page, office)
  await userCell(page, 'user-00').click()
  await pointAway(page)
  await page.keyboard.press('End')
  expect(await place(page)).toBe('actions of user-00')
  await page.keyboard.press('Home')
  expect(await place(page)).toBe('__check__ of user-00')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('PageDown')
  const down = await place(page)
  expect(down).toMatch(/^user of user-[1-4]\d$/)
  await page.keyboard.press('PageUp')
  expect(await place(page)).toBe('user of user-00')
  await page.keyboard.press('Control+End')
  expect(await place(page)).toBe('actions of user-59')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowRight')

  await page.keyboard.type('user-43')
  await expect.poll(() => place(page)).toBe('user of user-43')
  await expect(focused(page)).toBeInViewport()
  await page.waitForTimeout(1100)
  await page.keyboard.press('r')
  await expect.poll(() => place(page)).toBe('user of Rita')
  await page.keyboard.press('r')
  await expect.poll(() => place(page)).toBe('user of rolf')
  await page.waitForTimeout(1100)
  await page.keyboard.type('as')
  await expect.poll(() => place(page)).toBe('user of åsa')
  await page.keyboard.type('x')
  await expect(spoken(page)).toHaveText('No user on this page begins with “asx”.')
  expect(await place(page)).toBe('user of åsa')

  await page.waitForTimeout(1100)
  await rowsWith(page, 'åsa').hover()
  office.signIn('aaron')
  await readAgain(page)
  await expect(page.getByRole('button', { name: '1 new: apply (R)' })).toBeVisible()
  await page.keyboard.press('r')
  await expect(rowsWith(page, 'aaron')).toHaveCount(1)
  expect(await place(page)).toBe('user of åsa')
})

test('the keys for copying and for all sessions are those that were chosen, in the grid too', async ({ profile, office }) => {
  office.signIn('ann', 'bob')
  const { page } = await profile.start()
  await addOffice(page, office)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  await page.evaluate(() => navigator.clipboard.writeText('nothing yet'))
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.keyboard.press('F1')
  for (const [action, keys] of [
    ['Copy the focused cell, or the selected rows', 'F9'],
    ['Select all sessions shown', 'F10'],
  ] as const) {
    await sheet.getByRole('button', { name: `Change the keys of “${action}”` }).click()
    await page.keyboard.press(keys)
    await expect(sheet.getByRole('textbox', { name: /^New keys of/ })).toHaveCount(0)
  }
  await page.keyboard.press('Escape')
  await userCell(page, 'bob').click()
  await page.keyboard.press('ControlOrMeta+c')
  await page.keyboard.press('ControlOrMeta+a')
  await expect(selection(page)).toContainText('Tick sessions to terminate them.')
  expect(await clipboard()).toBe('nothing yet')
  await page.keyboard.press('F9')
  await expect.poll(clipboard).toBe('bob')
  await page.keyboard.press('F10')
  await expect(selection(page)).toContainText('2 of 2 selected')
})

test('one step with Tab leads into the grid and one out of it, headers know their cells, and a new order is said', async ({
  profile,
  office,
}) => {
  office.signIn('ann', 'bob')
  const { page } = await profile.start()
  await addOffice(page, office)
  const grid = sessionsGrid(page)
  await page.getByRole('button', { name: 'Columns' }).focus()
  await page.keyboard.press('Tab')
  await expect(grid.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Tab')
  await expect(grid.locator(':focus')).toHaveCount(0)
  await page.keyboard.press('Shift+Tab')
  await expect(grid.locator(':focus')).toHaveCount(1)
  await userCell(page, 'bob').click()
  await page.keyboard.press('Tab')
  await expect(grid.locator(':focus')).toHaveCount(0)
  await page.keyboard.press('Shift+Tab')
  expect(await place(page)).toBe('user of bob')

  const columns = (role: string) =>
    grid
      .locator(`[role="${role}"][data-field]`)
      .evaluateAll((cells) => cells.map((cell) => `${cell.getAttribute('aria-colindex')} ${cell.getAttribute('data-field')}`))
  const headers = await columns('columnheader')
  expect(new Set(headers.map((header) => header.split(' ')[0])).size).toBe(headers.length)
  expect(await columns('gridcell')).toEqual([...headers, ...headers])

  await grid.getByRole('columnheader', { name: 'Session time' }).click()
  await expect(spoken(page)).toHaveText('Sorted by Session time descending')
  await grid.getByRole('columnheader', { name: 'User', exact: true }).click({ modifiers: ['Shift'] })
  await expect(spoken(page)).toHaveText('Sorted by Session time descending and User ascending')
})

test('after a dialog the focus is on the row it was about, or on the one that took its place', async ({ profile, office }) => {
  office.signIn('ann', 'bob', 'cyd')
  const { page } = await profile.start()
  await addOffice(page, office)
  const dialog = page.getByRole('dialog', { name: 'Review termination' })
  await userCell(page, 'bob').click()
  await pointAway(page)
  await page.keyboard.press('Delete')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect.poll(() => place(page)).toBe('user of bob')

  await page.keyboard.press('Delete')
  await dialog.getByRole('button', { name: 'Terminate 1 session' }).click()
  await expect(page.getByRole('dialog')).toContainText('1 of 1 terminated')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(rowsWith(page, 'bob')).toHaveCount(0)
  await expect.poll(() => place(page)).toBe('user of cyd')
})

test('rows are 24, 32 or 40 pixels high, hints are not seen through, and nothing moves for those who want it so', async ({
  profile,
  office,
}) => {
  office.signIn('ann')
  const { page } = await profile.start()
  await addOffice(page, office)
  for (const [density, height] of [
    ['Roomy', 40],
    ['Normal', 32],
    ['Compact', 24],
  ] as const) {
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type(`density ${density}`)
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await rowsWith(page, 'ann').boundingBox())?.height).toBe(height)
  }
  await sessionsGrid(page).getByRole('columnheader', { name: 'Idle time' }).hover()
  await expect(page.getByRole('tooltip')).toBeVisible()
  await expect(page.locator('.MuiTooltip-tooltip')).toHaveCSS('background-color', /^rgb\(/)

  await page.emulateMedia({ reducedMotion: 'reduce' })
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')].some((element) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(element)
        const isAnimated = animationName !== 'none' && Number.parseFloat(animationDuration) > 0.01
        return isAnimated || transitionDuration.split(', ').some((duration) => Number.parseFloat(duration) > 0)
      }),
    )
  expect(await moving()).toBe(false)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await moving()).toBe(true)
})

test('on a Mac the keys are those of a Mac', async ({ profile, office }) => {
  // Two loads, and a dozen keys.
  test.slow()
  office.signIn('ann', 'bob')
  const { page } = await profile.start()
  await addOffice(page, office)
  await page.addInitScript(() => Object.defineProperty(navigator, 'platform', { get: () => 'MacIntel' }))
  await page.reload()
  await expect(rowsWith(page, 'bob')).toHaveCount(1)
  const search = page.getByRole('searchbox', { name: 'Search sessions' })
  for (const keys of ['Meta+f', 'Meta+g']) {
    await userCell(page, 'bob').click()
    await page.keyboard.press(keys)
    await expect(search).toBeFocused()
  }
  await userCell(page, 'bob').click()
  await page.keyboard.press('Meta+i')
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('on Office')
  await page.keyboard.press('Escape')
  await userCell(page, 'ann').click({ modifiers: ['Meta'] })
  await expect(tick(page, 'ann', 'Office')).toBeChecked()
  await page.keyboard.press('Meta+a')
  await expect(selection(page)).toContainText('2 of 2 selected')
  await page.keyboard.press('Meta+Backspace')
  await expect(page.getByRole('dialog', { name: 'Review termination' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Meta+k')
  await expect(page.getByRole('dialog', { name: 'Search or act' })).toContainText('⌘F')
  await page.keyboard.press('Escape')
  await userCell(page, 'bob').click()
  await page.keyboard.press('Meta+Alt+ArrowRight')
  await expect(page.getByRole('navigation').locator(':focus')).toBeVisible()
  await page.keyboard.press('Meta+Alt+ArrowLeft')
  expect(await place(page)).toBe('user of bob')
  await page.keyboard.press('Meta+2')
  await expect(page.getByRole('button', { name: /^View: Idle/ })).toBeVisible()
  await page.keyboard.press('Meta+,')
  await expect(page.getByRole('heading', { name: 'About' })).toBeVisible()
})

test('on Windows the keys are those of Windows', async ({ profile, office }) => {
  // A dozen keys.
  test.slow()
  office.signIn('ann', 'bob')
  const { page } = await profile.start()
  await addOffice(page, office)
  const search = page.getByRole('searchbox', { name: 'Search sessions' })
  await search.fill('bob')
  for (const keys of ['Control+f', 'F3']) {
    await userCell(page, 'bob').click()
    await page.keyboard.press(keys)
    await expect(search).toBeFocused()
    expect(await page.evaluate(() => window.getSelection()?.toString())).toBe('bob')
  }
  await page.keyboard.press('Escape')
  await expect(search).toHaveValue('')
  await expect(search).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(sessionsGrid(page).locator(':focus')).toHaveCount(1)

  const details = page.getByRole('complementary', { name: 'Details' })
  for (const keys of ['Enter', 'Alt+Enter']) {
    await userCell(page, 'bob').click()
    await page.keyboard.press(keys)
    await expect(details).toContainText('on Office')
    await page.keyboard.press('Escape')
    await expect(details).toHaveCount(0)
    await expect.poll(() => place(page)).toBe('user of bob')
  }
  for (const keys of ['F5', 'Control+r', 'Shift+F5']) {
    office.signIn(`read by ${keys}`)
    await pointAway(page)
    await page.keyboard.press(keys)
    await expect(rowsWith(page, `read by ${keys}`)).toHaveCount(1)
  }
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu', { name: 'Actions for bob' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+2')
  await expect(page.getByRole('button', { name: /^View: Idle/ })).toBeVisible()
  await page.keyboard.press('Control+1')
  await expect(page.getByRole('button', { name: /^View: Everyone now/ })).toBeVisible()
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { name: 'About' })).toBeVisible()
})

test('a double click on the edge of a header fits its column, and the page reads none of it as a sorting', async ({ profile, office }) => {
  office.signIn('ann', 'somebody.with.a.rather.long.name@of-a-long-domain.example.org')
  const { page } = await profile.start()
  await addOffice(page, office)
  const header = sessionsGrid(page).locator('[role="columnheader"][data-field="user"]')
  const name = rowsWith(page, 'somebody').locator('bdi').first()
  const isCut = () => name.evaluate((text) => text.scrollWidth > text.clientWidth)
  expect(await isCut()).toBe(true)
  await header.locator('.MuiDataGrid-columnSeparator').dblclick()
  await expect.poll(isCut).toBe(false)
  await expect(header).toHaveAttribute('aria-sort', 'ascending')
})

test('in a contrast theme focus, selection, menus and what is pressed have edges in the system’s colours', async ({ profile, office }) => {
  office.signIn('ann', 'bob')
  const { page } = await profile.start()
  await addOffice(page, office)
  await page.emulateMedia({ forcedColors: 'active' })
  const colour = (name: string) =>
    page.evaluate((system) => {
      const probe = document.createElement('i')
      probe.style.color = system
      document.body.append(probe)
      const { color } = getComputedStyle(probe)
      probe.remove()
      return color
    }, name)
  const highlight = await colour('Highlight')
  await userCell(page, 'bob').click()
  await page.keyboard.press(' ')
  await expect(rowsWith(page, 'bob')).toHaveCSS('outline', `${highlight} solid 2px`)
  await page.keyboard.press('ArrowUp')
  await expect(focused(page)).toHaveCSS('outline-color', highlight)
  await expect(focused(page)).toHaveCSS('outline-style', 'solid')
  await page.keyboard.press('Shift+F10')
  const menu = page.getByRole('menu', { name: 'Actions for ann' })
  await page.keyboard.press('ArrowDown')
  await expect(menu.locator(':focus')).toHaveCSS('outline', `${highlight} solid 2px`)
  await expect(page.locator('.MuiMenu-paper')).toHaveCSS('border-style', 'solid')
  await page.keyboard.press('Escape')
  const tile = page.getByRole('button', { name: /More than one address/ }).first()
  await tile.click()
  await expect(tile).toHaveAttribute('aria-pressed', 'true')
  await expect(tile).toHaveCSS('outline', `${highlight} solid 2px`)
})
