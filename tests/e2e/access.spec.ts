import type { Page } from '@playwright/test'
import axe from 'axe-core'
import { expect, goTo, rowsWith, searchSessions, sessionsGrid, test, tick, waitForPractice } from './rollcall.ts'

declare global {
  interface Window {
    /** There once its source has run in the page. */
    axe: typeof axe
  }
}

const CHECKS = {
  light: { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] },
  // The themes differ in nothing but their colours.
  dark: { runOnly: ['color-contrast'], resultTypes: ['violations'] },
} satisfies Record<string, axe.RunOptions>

/** What the rules of WCAG 2.2 at level AA find wrong with what is shown, in both themes. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme)
    const results = await page.evaluate((options: axe.RunOptions) => window.axe.run(document, options), CHECKS[colorScheme])
    for (const { id, nodes } of results.violations) {
      for (const node of nodes) found.push(`${colorScheme}: ${id}: ${node.target.join(' ')}: ${node.failureSummary}`)
    }
  }
  return found
}

test('every page and dialog keeps the rules of accessibility, in both themes', async ({ profile }) => {
  // A dozen screens, each looked through twice.
  test.slow()
  const { page } = await profile.start('--practice')
  await page.evaluate(axe.source)
  await waitForPractice(page)
  await rowsWith(page, 'lars.sorensen').first().dblclick()
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('Other sessions of this user here')
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Group', exact: true }).click()
  await page.getByRole('menuitem', { name: 'More than one address' }).click()
  await expect(rowsWith(page, /addresses · last active/).first()).toBeVisible()
  await sessionsGrid(page)
    .getByRole('columnheader', { name: 'Idle time' })
    .click({ modifiers: ['Shift'] })
  await page.getByRole('button', { name: 'Columns' }).click()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await sessionsGrid(page).getByRole('columnheader', { name: 'Idle time' }).click({ button: 'right' })
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Group: User' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'None' }).click()
  await searchSessions(page, '')

  await sessionsGrid(page).getByRole('button', { name: 'Actions for Admin' }).first().click()
  await expect(page.getByRole('menu')).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')

  await searchSessions(page, 'is:own idle>1m usr:x')
  await expect(page.getByRole('search')).toContainText('There is no field “usr”')
  expect(await faults(page)).toEqual([])
  await page.getByRole('button', { name: 'What can be searched' }).click()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { selected: true })).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('search').getByRole('button', { name: /^Idle/ }).click()
  await expect(page.getByRole('dialog', { name: 'Idle' })).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')

  await searchSessions(page, 'svc-print')
  await tick(page, 'svc-print', 'Keep EU').check()
  await page.getByRole('button', { name: 'Terminate selected' }).click()
  const confirm = page.getByRole('button', { name: 'Terminate 1 session' })
  await expect(confirm).toBeEnabled()
  expect(await faults(page)).toEqual([])
  await confirm.click()
  await expect(page.getByRole('dialog')).toContainText('1 of 1 terminated')
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await goTo(page, 'Journal')
  await expect(page.getByRole('table', { name: 'Journal' })).toContainText('Run finished')
  expect(await faults(page)).toEqual([])

  await goTo(page, 'Servers')
  await page.getByRole('button', { name: 'Add server' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add server' }).click()
  await expect(page.getByRole('dialog')).toContainText('Give the address')
  expect(await faults(page)).toEqual([])
  const add = page.getByRole('dialog', { name: 'Add server' })
  await add.getByRole('combobox', { name: 'System' }).fill('keep')
  await expect(page.getByRole('option', { name: 'Lasernet Keep' })).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.getByRole('option', { name: 'Lasernet Keep' }).click()
  await add.getByRole('button', { name: 'Describe another system' }).click()
  const map = page.getByRole('dialog', { name: 'Map fields' })
  await map.getByRole('radio', { name: 'Paste an answer' }).check()
  await map.getByRole('textbox', { name: 'Answer' }).fill('[{"id":"a","user":"ann","ip":"10.0.0.1","since":1763700000}]')
  expect(await faults(page)).toEqual([])
  await map.getByRole('button', { name: 'Use this answer' }).click()
  await expect(map.getByRole('table', { name: 'Preview of the sessions' })).toContainText('ann')
  expect(await faults(page)).toEqual([])
  for (const step of ['Pages and ending', 'Name and save']) {
    await map.getByRole('tab', { name: step }).click()
    expect(await faults(page)).toEqual([])
  }
  await map.getByRole('button', { name: 'Cancel' }).click()
  await add.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.getByText('Built-in profiles').click()
  await page.getByRole('button', { name: 'Write as text' }).click()
  await expect(page.getByRole('dialog', { name: 'New profile' })).toContainText('Nothing to correct')
  expect(await faults(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  await goTo(page, 'Settings')
  await expect(page.getByRole('heading', { name: 'About' })).toBeVisible()
  expect(await faults(page)).toEqual([])

  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog', { name: 'Search or act' }).getByRole('option').first()).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Find sessions')
  await page.getByRole('button', { name: 'Change the keys of “Find sessions”' }).click()
  expect(await faults(page)).toEqual([])
})
