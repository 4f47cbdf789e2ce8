import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { addOffice, type Office, test } from './office.ts'
import { expect, rowsWith, searchSessions, sessionsGrid } from './rollcall.ts'

const viewButton = (page: Page): Locator => page.getByRole('button', { name: /^View: / })
const menu = (page: Page): Locator => page.getByRole('menu', { name: 'Views' })

/** Which view is open, and that nothing was changed in it unless `changed`. */
async function expectOpen(page: Page, name: string, { changed = false } = {}): Promise<void> {
  await expect(page.getByRole('button', { name: `View: ${name}${changed ? ', changed and not saved' : ''}`, exact: true })).toBeVisible()
}

/** Chooses something in the menu of the views. */
async function choose(page: Page, item: string): Promise<void> {
  await viewButton(page).click()
  await menu(page)
    .getByRole(/^(Save|Discard|Rename|Move|Export|Import|Delete) /.test(item) ? 'menuitem' : 'menuitemradio')
    .filter({ hasText: item })
    .first()
    .click()
}

async function saveAs(page: Page, name: string): Promise<void> {
  await choose(page, 'Save view as…')
  const dialog = page.getByRole('dialog', { name: 'Save view as' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expectOpen(page, name)
}

const search = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search sessions' })

async function openOffice(page: Page, office: Office): Promise<void> {
  office.signIn('ann', 'bob', 'cyd')
  await addOffice(page, office)
  await expect(rowsWith(page, 'Office')).toHaveCount(3)
}

test('a view is saved by the keyboard alone, and the next start opens it with what was changed since', async ({ profile, office }) => {
  const first = await profile.start()
  await openOffice(first.page, office)
  await expectOpen(first.page, 'Everyone now')
  await searchSessions(first.page, 'bob')
  await expect(rowsWith(first.page, 'Office')).toHaveCount(1)
  await expectOpen(first.page, 'Everyone now', { changed: true })

  await viewButton(first.page).focus()
  await first.page.keyboard.press('Enter')
  await expect(menu(first.page).getByRole('menuitemradio', { name: /^Everyone now/ })).toBeFocused()
  await first.page.keyboard.type('save')
  await first.page.keyboard.press('ArrowDown')
  await first.page.keyboard.press('Enter')
  await expect(first.page.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await first.page.keyboard.type('The caller')
  await first.page.keyboard.press('Enter')
  await expectOpen(first.page, 'The caller')
  await expect(viewButton(first.page)).toBeFocused()
  await searchSessions(first.page, 'bob; ann')
  await expect(rowsWith(first.page, 'Office')).toHaveCount(2)
  await expectOpen(first.page, 'The caller', { changed: true })
  await first.page.keyboard.press('ControlOrMeta+1')
  await expectOpen(first.page, 'Everyone now')
  await expect(rowsWith(first.page, 'Office')).toHaveCount(3)
  await first.page.keyboard.press('ControlOrMeta+8')
  await expectOpen(first.page, 'The caller', { changed: true })
  await first.stop()

  const { page } = await profile.start()
  await expectOpen(page, 'The caller', { changed: true })
  await expect(search(page)).toHaveValue('bob; ann')
  await expect(rowsWith(page, 'Office')).toHaveCount(2)
})

test('what was changed in a view is thrown away or saved', async ({ profile, office }) => {
  const { page } = await profile.start()
  await openOffice(page, office)
  await searchSessions(page, 'bob')
  await saveAs(page, 'The caller')
  await searchSessions(page, 'bob; ann')
  await expectOpen(page, 'The caller', { changed: true })
  await choose(page, 'Discard changes')
  await expectOpen(page, 'The caller')
  await expect(search(page)).toHaveValue('bob')
  await searchSessions(page, 'ann')
  await expectOpen(page, 'The caller', { changed: true })
  await choose(page, 'Save view')
  await expectOpen(page, 'The caller')
  await choose(page, 'Everyone now')
  await expect(search(page)).toHaveValue('')
  await choose(page, 'The caller')
  await expect(search(page)).toHaveValue('ann')
})

test('views are renamed, moved and deleted, and a deleted one comes back', async ({ profile, office }) => {
  const { page } = await profile.start()
  await openOffice(page, office)
  await searchSessions(page, 'cyd')
  await saveAs(page, 'Night shift')
  await choose(page, 'Rename view…')
  const dialog = page.getByRole('dialog', { name: 'Rename view' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('everyone NOW')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toContainText('There is a view “everyone NOW” already.')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Late shift')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expectOpen(page, 'Late shift')

  await viewButton(page).click()
  const names = menu(page).getByRole('menuitemradio')
  await expect(names.last()).toContainText('Late shift')
  await names.last().press('Alt+ArrowUp')
  await expect(names.nth(-2)).toContainText('Late shift')
  await expect(names.nth(-2)).toBeFocused()
  await page.keyboard.press('Escape')

  await choose(page, 'Delete view')
  await expectOpen(page, 'Everyone now')
  await expect(rowsWith(page, 'Office')).toHaveCount(3)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectOpen(page, 'Late shift')
  await expect(search(page)).toHaveValue('cyd')
  await viewButton(page).click()
  await expect(names.nth(-2)).toContainText('Late shift')
})

test('a view is given to somebody else as a file', async ({ profile, office }) => {
  const { page } = await profile.start()
  await openOffice(page, office)
  await searchSessions(page, 'ann')
  await saveAs(page, 'For Jane')
  const download = page.waitForEvent('download')
  await choose(page, 'Export view to a file…')
  const file = await (await download).path()
  expect((await download).suggestedFilename()).toBe('For-Jane.rollcall-view.json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ format: 'rollcall-view', view: { name: 'For Jane', filter: 'ann' } })

  await choose(page, 'Everyone now')
  await page.getByLabel('View file').setInputFiles(file)
  await expectOpen(page, 'For Jane (2)')
  await expect(rowsWith(page, 'Office')).toHaveCount(1)
})

test('a view that names a server and a column that are gone opens, and says what it left out', async ({ profile, office }) => {
  const { page } = await profile.start()
  await openOffice(page, office)
  const file = join(profile.dataFolder, 'old.json')
  const columns = { shown: { moon: true, email: true } }
  const sort = [{ field: 'moon', direction: 'asc' }]
  await writeFile(file, viewFile({ name: 'Old \u202Eview', filter: 'server="Office","Attic"', columns, sort }))
  await page.getByLabel('View file').setInputFiles(file)
  await expectOpen(page, 'Old ⟨U+202E⟩view')
  await expect(rowsWith(page, 'Office')).toHaveCount(3)
  await expect(sessionsGrid(page).getByRole('columnheader', { name: 'E-mail' })).toBeVisible()
  const notice = page.getByRole('note').filter({ hasText: 'can’t be shown as it was saved' })
  await expect(notice).toContainText('The column “moon” is left out: there is no such column.')
  await expect(notice).toContainText('It is not sorted by “moon”.')
  await expect(page.getByText('No server is called “Attic”.')).toBeVisible()
  await notice.getByRole('button', { name: 'Close' }).click()
  await expect(notice).toHaveCount(0)
})

test('a view with a filter that can’t be understood opens and says so; a file that is no view changes nothing', async ({
  profile,
  office,
}) => {
  const { page } = await profile.start()
  await openOffice(page, office)
  const file = join(profile.dataFolder, 'odd.json')
  await writeFile(file, viewFile({ name: 'Odd', filter: 'moon:full' }))
  await page.getByLabel('View file').setInputFiles(file)
  await expectOpen(page, 'Odd')
  await expect(page.getByRole('search').getByText('There is no field “moon”.')).toBeVisible()
  await searchSessions(page, 'bob')
  await expect(rowsWith(page, 'Office')).toHaveCount(1)
  await expect(page.getByRole('search').getByText('There is no field “moon”.')).toHaveCount(0)

  await writeFile(file, '{"rows":[]}')
  await page.getByLabel('View file').setInputFiles(file)
  const dialog = page.getByRole('dialog', { name: 'odd.json cannot be imported' })
  await expect(dialog).toContainText('The file is not a view of Rollcall. Nothing was changed.')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expectOpen(page, 'Odd', { changed: true })
})

function viewFile(view: object): string {
  return JSON.stringify({ format: 'rollcall-view', version: 1, view })
}
