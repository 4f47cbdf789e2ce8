import { expect, goTo, PRACTICE, rowsWith, searchSessions, serverInStrip, serverRow, test, tick, waitForPractice } from './rollcall.ts'
import { signIn } from './visitors.ts'

test('the next day, with no server to be reached, shows who was there, how old that is, and refuses to terminate', async ({ profile }) => {
  const before = await profile.start('--practice')
  await waitForPractice(before.page)
  await signIn(before.page, 'e2e-yesterday', 'Admin API')
  await goTo(before.page, 'Sessions')
  await before.page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await searchSessions(before.page, 'e2e-yesterday')
  await expect(rowsWith(before.page, 'e2e-yesterday')).toHaveCount(1)
  await before.stop()

  const { page } = await profile.start()
  for (const server of PRACTICE) await expect(serverInStrip(page, server)).toContainText('offline')
  await searchSessions(page, 'e2e-yesterday')
  const row = rowsWith(page, 'e2e-yesterday')
  await expect(row).toHaveCount(1)
  await expect(row).toContainText(/Admin API\s*\d+ (s|min)/)
  await expect(row).toContainText('≥')
  await expect(page.getByRole('group', { name: 'Active sessions' })).toContainText('from 4 stale')

  await row.getByRole('button', { name: 'Actions for e2e-yesterday' }).click()
  const terminate = page.getByRole('menuitem', { name: 'Terminate', exact: true })
  await expect(terminate).toHaveAttribute('aria-disabled', 'true')
  await expect(terminate).toHaveAttribute('aria-description', /^Admin API cannot be reached/)
  await page.keyboard.press('Escape')

  await tick(page, 'e2e-yesterday', 'Admin API').check()
  await page.getByRole('button', { name: 'Terminate selected' }).click()
  const dialog = page.getByRole('dialog', { name: 'Review termination' })
  await expect(dialog).toContainText('Admin API cannot be reached, so nothing can be terminated there now.')
  await expect(dialog.getByRole('button', { name: /^Terminate \d+ session/ })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await goTo(page, 'Servers')
  for (const server of PRACTICE) await expect(serverRow(page, server)).toContainText('Practice servers are off')
})

test('what was cached is live again when the servers are back', async ({ profile }) => {
  const first = await profile.start('--practice')
  await waitForPractice(first.page)
  await first.stop()
  const second = await profile.start()
  await expect(serverInStrip(second.page, 'Keep EU')).toContainText('offline')
  await second.stop()
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await expect(page.getByRole('group', { name: 'Active sessions' })).not.toContainText('stale')
})
