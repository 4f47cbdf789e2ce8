import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from '@playwright/test'
import { en } from '../../src/shared/language/en.ts'
import { pseudoMessage } from '../../src/shared/language/pseudo.ts'
import { expect, goTo, test } from './rollcall.ts'

test('the window speaks German once that is chosen, at once and after a restart', async ({ profile }) => {
  const first = await profile.start()
  await goTo(first.page, 'Settings')
  await first.page.getByRole('button', { name: 'Deutsch' }).click()
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(first.page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible()
  await first.stop()

  const { page } = await profile.start()
  await page.getByRole('navigation').getByRole('link', { name: 'Server', exact: true }).click()
  await page.getByRole('button', { name: 'Server hinzufügen' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Server hinzufügen' })
  await dialog.getByRole('button', { name: 'Server hinzufügen' }).click()
  await expect(dialog).toContainText('Geben Sie dem Server einen Namen mit höchstens 80 Zeichen.')
  await expect(dialog).toContainText('Ein Schlüssel oder Token eines Administrators')
  await dialog.getByRole('button', { name: 'Abbrechen' }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Protokoll' }).click()
  await expect(page.getByRole('table', { name: 'Protokoll' })).toContainText('Rollcall gestartet')
  await expect(page.getByRole('table', { name: 'Protokoll' })).toContainText('wurde gestartet.')
})

test('no word of the pages is outside of the catalogue, and texts a third longer find room', async ({ profile }) => {
  await (await profile.start()).stop()
  // The language of brackets is for this test; nobody can choose it.
  const journal = new DatabaseSync(join(profile.dataFolder, 'journal.db'))
  journal.prepare("INSERT INTO setting (name, value) VALUES ('language', '\"pseudo\"')").run()
  journal.close()

  const { page } = await profile.start()
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.evaluate(() => {
    window.location.hash = '#/servers'
  })
  await expectInCatalogue(page, 'the page Servers')
  await page.evaluate(() => {
    window.location.hash = '#/servers?add=1'
  })
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectInCatalogue(page, 'the server dialog')
  await page
    .getByRole('button', { name: pseudoMessage(en.systems.describe) })
    .last()
    .click()
  await expect(page.getByRole('dialog', { name: pseudoMessage(en.mapping.titleNew) })).toBeVisible()
  await expectInCatalogue(page, 'Map fields')
  await page.evaluate(() => {
    window.location.hash = '#/journal'
  })
  await page.reload()
  await expect(page.getByRole('table')).toBeVisible()
  await expectInCatalogue(page, 'the journal')
  await page.evaluate(() => {
    window.location.hash = '#/settings'
  })
  await expect(page.getByRole('heading', { name: pseudoMessage(en.settings.title) })).toBeVisible()
  await expectInCatalogue(page, 'the settings')
})

/** Words that are the same in every language. */
const NAMES = /^(?:Rollcall|X-API-Key|JSON|GET|Admin Sessions API|Deutsch|English)$/

async function expectInCatalogue(page: Page, where: string): Promise<void> {
  await expect(page.locator('h1, h2').first(), where).toContainText('[')
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('h1, h2, h3, th, label, legend, nav a, button, [role=tab]')]
      .filter((element) => element.checkVisibility())
      .map((element) => element.textContent.trim())
      .filter((text) => /\p{L}{3}/u.test(text) && !text.includes('[')),
  )
  expect(
    outside.filter((text) => !NAMES.test(text)),
    where,
  ).toEqual([])
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('[role=dialog]')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.tagName),
  )
  expect(wide, `${where} is no wider than the window`).toEqual([])
}
