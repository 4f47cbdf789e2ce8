import type { Locator, Page } from '@playwright/test'
import { addOffice, test } from './office.ts'
import { expect, rowsWith, searchSessions, sessionsGrid } from './rollcall.ts'

/** A column's header by its name, however the sessions are sorted. */
const header = (page: Page, name: string): Locator => sessionsGrid(page).getByRole('columnheader', { name: new RegExp(`^${name} ?(,|$)`) })

/** The names of the columns from left to right, without those that hold no fact. */
async function columnNames(page: Page): Promise<string[]> {
  const names = await sessionsGrid(page).getByRole('columnheader').locator('.MuiDataGrid-columnHeaderTitle').allTextContents()
  return names
}

/** The user column from top to bottom. */
async function userNames(page: Page): Promise<string[]> {
  return await sessionsGrid(page).locator('[role="gridcell"][data-field="user"] bdi').allTextContents()
}

test('names that try to deceive are shown as what they are, each in a row like all others', async ({ profile, office }) => {
  const { page } = await profile.start()
  let dialogs = 0
  page.on('dialog', (dialog) => {
    dialogs += 1
    void dialog.dismiss()
  })
  const hostile = [
    'jane\u202Eeor',
    'ad\u200Bmin',
    '<img src=x onerror=alert(1)>',
    `endless${'x'.repeat(9993)}`,
    'two\nlines\tand\u0000nothing',
    '👩‍💻 emoji',
    'e\u0301'.padEnd(60, '\u0301'),
  ]
  office.signIn(...hostile, 'plain.person')
  await addOffice(page, office)
  await expect(rowsWith(page, 'plain.person')).toHaveCount(1)

  await expect(rowsWith(page, 'jane⟨U+202E⟩eor')).toHaveCount(1)
  await expect(rowsWith(page, 'ad⟨U+200B⟩min')).toHaveCount(1)
  await expect(rowsWith(page, '<img src=x onerror=alert(1)>')).toHaveCount(1)
  await expect(rowsWith(page, 'two⟨U+000A⟩lines⟨U+0009⟩and⟨U+0000⟩nothing')).toHaveCount(1)
  await expect(rowsWith(page, '👩‍💻 emoji')).toHaveCount(1)
  await expect(rowsWith(page, '⟨U+0301⟩⟨U+0301⟩')).toHaveCount(1)
  const endless = rowsWith(page, 'endless').getByRole('gridcell').nth(1)
  expect((await endless.textContent())?.length).toBeLessThan(400)

  const rows = sessionsGrid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
  await expect(rows).toHaveCount(hostile.length + 1)
  for (const row of await rows.all()) expect((await row.boundingBox())?.height).toBe(32)
  expect(dialogs).toBe(0)
})

test('sessions are sorted by several columns with Shift, and the headers say by which', async ({ profile, office }) => {
  const { page } = await profile.start()
  office.signIn('ann', 'bob', 'cid')
  await addOffice(page, office)
  await expect(header(page, 'User')).toHaveAttribute('aria-sort', 'ascending')
  expect(await userNames(page)).toEqual(['ann', 'bob', 'cid'])

  await header(page, 'Server').click()
  await expect(header(page, 'Server')).toHaveAttribute('aria-sort', 'ascending')
  await header(page, 'User').click({ modifiers: ['Shift'] })
  await header(page, 'User').click({ modifiers: ['Shift'] })
  await expect(sessionsGrid(page).getByRole('columnheader', { name: /^User ?, sort key 2, descending/ })).toBeVisible()
  await expect.poll(() => userNames(page)).toEqual(['cid', 'bob', 'ann'])
  await header(page, 'User').click({ modifiers: ['Shift'] })
  await expect(sessionsGrid(page).getByRole('columnheader', { name: 'sort key' })).toHaveCount(0)

  // Times: the longest and the latest first. And by the keyboard alone.
  await header(page, 'Session time').focus()
  await page.keyboard.press('Enter')
  await expect(header(page, 'Session time')).toHaveAttribute('aria-sort', 'descending')
})

test('sessions are grouped, opened, closed and selected by the keyboard alone', async ({ profile, office }) => {
  const { page } = await profile.start()
  office.signIn('ann', 'bob', 'cid')
  await addOffice(page, office)
  await expect(rowsWith(page, 'ann')).toHaveCount(1)
  await page.getByRole('button', { name: 'Group', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemcheckbox', { name: 'Address' }).press('Enter')

  const head = rowsWith(page, '192.0.2.7').filter({ hasText: '3 sessions' })
  await expect(head).toHaveCount(1)
  await expect(rowsWith(page, 'ann')).toHaveCount(0)
  await expect(sessionsGrid(page)).toHaveAttribute('aria-rowcount', '2')
  await page.getByRole('searchbox', { name: 'Search sessions' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(rowsWith(page, 'ann')).toHaveCount(1)
  await expect(sessionsGrid(page)).toHaveAttribute('aria-rowcount', '5')
  await expect(head.getByRole('button', { name: 'Close the group 192.0.2.7' })).toHaveAttribute('aria-expanded', 'true')

  await page.keyboard.press(' ')
  await expect(page.getByRole('main')).toContainText('3 selected')
  await expect(head.getByRole('checkbox', { name: 'Unselect all sessions of the group 192.0.2.7' })).toBeChecked()
  await page.keyboard.press(' ')
  await expect(page.getByRole('main')).not.toContainText('3 selected')

  await page.keyboard.press('ArrowLeft')
  await expect(rowsWith(page, 'ann')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(rowsWith(page, 'ann')).toHaveCount(1)
})

test('columns are moved, sized, hidden and let go, stay so over a restart, and go back', async ({ profile, office }) => {
  const first = await profile.start()
  office.signIn('ann')
  await addOffice(first.page, office)
  await expect(rowsWith(first.page, 'ann')).toHaveCount(1)

  await first.page.getByRole('button', { name: 'Columns' }).click()
  const panel = first.page.getByRole('dialog', { name: 'Columns' })
  await panel.getByRole('textbox', { name: 'Find a column' }).fill('first')
  await panel.getByRole('checkbox', { name: 'First seen' }).check()
  await panel.getByRole('textbox', { name: 'Find a column' }).fill('')
  await panel.getByRole('checkbox', { name: 'Expires' }).uncheck()
  await panel.getByRole('button', { name: 'Move Address', exact: true }).focus()
  await first.page.keyboard.press('ArrowDown')
  for (let step = 0; step < 3; step += 1) await first.page.keyboard.press('ArrowUp')
  await expect(panel.getByRole('status')).toHaveText(/Address is now column 2 of \d+\./)
  await expect(panel.getByRole('button', { name: 'Move Address', exact: true })).toBeFocused()
  await first.page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  const type = header(first.page, 'Type')
  const moved = ['User', 'Address', 'Server', 'Type', 'User agent', 'Session time', 'Idle time', 'Last active', 'Created', 'First seen']
  await expect.poll(() => columnNames(first.page)).toEqual(moved)
  // Where the edge is once the columns have come to rest.
  const separator = type.locator('.MuiDataGrid-columnSeparator')
  await separator.hover()
  const edge = await separator.boundingBox()
  if (edge === null) throw new Error('The edge of the column can not be seen.')
  await first.page.mouse.down()
  await first.page.mouse.move(edge.x + edge.width / 2 + 60, edge.y + edge.height / 2, { steps: 4 })
  await first.page.mouse.up()
  await expect.poll(async () => (await type.boundingBox())?.width).toBe(136)
  await first.stop()

  const { page } = await profile.start()
  await expect.poll(() => columnNames(page)).toEqual(moved)
  expect((await header(page, 'Type').boundingBox())?.width).toBe(136)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Reset to the usual columns' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => columnNames(page)).toContain('Expires')
  expect(await columnNames(page)).not.toContain('First seen')
})

test('a column is dragged by its handle to another place', async ({ profile, office }) => {
  const { page } = await profile.start()
  office.signIn('ann')
  await addOffice(page, office)
  await page.getByRole('button', { name: 'Columns' }).click()
  // Where the handle is once the panel has come to rest.
  const handle = page.getByRole('button', { name: 'Move Server', exact: true })
  await handle.hover()
  const place = await handle.boundingBox()
  if (place === null) throw new Error('The handle can not be seen.')
  await page.mouse.down()
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2 + 60, { steps: 6 })
  await page.mouse.up()
  await page.keyboard.press('Escape')
  await expect.poll(() => columnNames(page)).toEqual(expect.arrayContaining(['User', 'Type', 'Address', 'Server']))
  expect((await columnNames(page)).slice(0, 4)).toEqual(['User', 'Type', 'Address', 'Server'])
})

test('a header’s menu fits, hides and finds, by the right button and by the menu key', async ({ profile, office }) => {
  const { page } = await profile.start()
  office.signIn('ann', 'somebody.with.a.rather.long.name@of-a-long-domain.example.org')
  await addOffice(page, office)
  await expect(rowsWith(page, 'ann')).toHaveCount(1)
  const before = (await header(page, 'User').boundingBox())?.width ?? 0
  await header(page, 'User').click({ button: 'right' })
  await page.getByRole('menu', { name: 'Column User' }).getByRole('menuitem', { name: 'Fit to its content' }).click()
  await expect.poll(async () => (await header(page, 'User').boundingBox())?.width).toBeGreaterThan(before + 100)
  const name = rowsWith(page, 'somebody').locator('bdi').first()
  expect(await name.evaluate((text) => text.scrollWidth <= text.clientWidth)).toBe(true)

  await header(page, 'Expires').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Hide this column' }).press('Enter')
  await expect(header(page, 'Expires')).toHaveCount(0)

  await header(page, 'User').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Filter by this…' }).click()
  const box = page.getByRole('searchbox', { name: 'Search sessions' }).or(page.getByRole('combobox', { name: 'Search sessions' }))
  await expect(box).toBeFocused()
  await page.keyboard.type('ann')
  await expect(rowsWith(page, 'somebody')).toHaveCount(0)
  await expect(rowsWith(page, 'ann')).toHaveCount(1)
})

test('a whole row is read in a small window, and the user stays in sight when there is more than fits', async ({ profile, office }) => {
  const { page } = await profile.start()
  await page.setViewportSize({ width: 1366, height: 768 })
  office.signIn('ann')
  await addOffice(page, office)
  await expect(rowsWith(page, 'ann')).toHaveCount(1)
  const room = page.locator('.MuiDataGrid-virtualScroller')
  expect(await room.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)

  await page.getByRole('button', { name: 'Columns' }).click()
  for (const name of ['Browser', 'System', 'E-mail', 'Project', 'Session ID'])
    await page.getByRole('checkbox', { name, exact: true }).check()
  await page.keyboard.press('Escape')
  await room.evaluate((element) => element.scrollTo({ left: element.scrollWidth }))
  const edge = (await room.boundingBox())?.x ?? 0
  const user = rowsWith(page, 'ann').getByText('ann', { exact: true })
  await expect(user).toBeInViewport()
  expect(((await user.boundingBox())?.x ?? 0) - edge).toBeLessThan(60)
  const isOnTop = await user.evaluate((element) => {
    const { x, y } = element.getBoundingClientRect()
    return document.elementFromPoint(x + 2, y + 4) === element
  })
  expect(isOnTop).toBe(true)
})

test('every row knows its place among those of all pages', async ({ profile, office }) => {
  const { page } = await profile.start()
  office.signIn(...Array.from({ length: 130 }, (_, index) => `user-${String(index).padStart(3, '0')}`))
  await addOffice(page, office)
  const grid = sessionsGrid(page)
  await expect(grid).toHaveAttribute('aria-rowcount', '131')
  await expect(rowsWith(page, 'user-000')).toHaveAttribute('aria-rowindex', '2')
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(rowsWith(page, 'user-100')).toHaveAttribute('aria-rowindex', '102')
  await searchSessions(page, 'user-12')
  await expect(grid).toHaveAttribute('aria-rowcount', '11')
})
