import type { Page } from '@playwright/test'
import { expect, goTo, PRACTICE, rowsWith, searchSessions, sessionsGrid, test, tick, waitForPractice } from './rollcall.ts'
import { signIn, type Visitor } from './visitors.ts'

const PEOPLE = [
  ['e2e-amber', 'Keep EU'],
  ['e2e-birch', 'Admin API'],
  ['e2e-cedar', 'Keep EU'],
  ['e2e-stays', 'Admin API'],
] as const

/** The number on a tile, of what is known to be true now. */
async function tile(page: Page, label: string): Promise<number> {
  const text = await page.getByRole('group', { name: label, exact: true }).textContent()
  return Number(/\d+/.exec((text ?? '').replaceAll(',', ''))?.[0])
}

test('sees every session on four servers, terminates three of them, and knows that they are gone', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  expect(await tile(page, 'Active sessions')).toBeGreaterThan(40)
  expect(await tile(page, 'Active users')).toBeLessThan(await tile(page, 'Active sessions'))
  for (const server of PRACTICE) {
    await searchSessions(page, server)
    await expect(rowsWith(page, server).first()).toBeVisible()
  }
  await searchSessions(page, '')

  const visitors: Visitor[] = []
  for (const [user, server] of PEOPLE) visitors.push(await signIn(page, user, server))
  const [stays, ...going] = visitors.toReversed()
  for (const visitor of visitors) expect(await visitor.nextRequest()).toBe(200)

  await goTo(page, 'Sessions')
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await searchSessions(page, 'e2e-')
  await expect(rowsWith(page, 'e2e-')).toHaveCount(4)
  for (const { user, server } of going) await tick(page, user, server).check()
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('3 selected')
  await page.getByRole('button', { name: 'Terminate selected' }).click()

  const dialog = page.getByRole('dialog', { name: 'Review termination' })
  await expect(dialog).toContainText('Cannot be undone')
  const targets = dialog.getByRole('list', { name: 'Targets' }).getByRole('listitem')
  await expect(targets).toHaveCount(3)
  for (const { user, server } of going) await expect(targets.filter({ hasText: user })).toContainText(server)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Ticket 4711')
  for (const visitor of visitors) expect(await visitor.nextRequest()).toBe(200)
  await dialog.getByRole('button', { name: 'Terminate 3 sessions' }).click()

  await expect(dialog).toContainText('3 of 3 terminated', { timeout: 30_000 })
  const outcomes = dialog.getByRole('list', { name: 'Outcomes' }).getByRole('listitem')
  await expect(outcomes).toHaveCount(3)
  await expect(outcomes.filter({ hasText: 'Terminated' })).toHaveCount(3)
  for (const visitor of going) expect(await visitor.nextRequest()).toBe(401)
  expect(await stays?.nextRequest()).toBe(200)

  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(rowsWith(page, 'e2e-')).toHaveCount(1)
  await expect(rowsWith(page, 'e2e-')).toContainText('e2e-stays')

  await goTo(page, 'Journal')
  const journal = page.getByRole('main')
  await expect(journal).toContainText('3 of 3 terminated')
  await expect(journal).toContainText('Ticket 4711')
  for (const { user } of going) await expect(journal).toContainText(user)
  await expect(journal).not.toContainText('e2e-stays')
})

test('times tick, and columns that were hidden stay hidden over a restart', async ({ profile }) => {
  const first = await profile.start('--practice')
  await waitForPractice(first.page)
  await searchSessions(first.page, 'svc-backup')
  const sessionTime = rowsWith(first.page, 'svc-backup')
    .getByRole('gridcell')
    .filter({ hasText: /^(\d\d )?\d\d:\d\d:\d\d$/ })
    .first()
  const before = await sessionTime.textContent()
  await expect(sessionTime).not.toHaveText(before ?? '')

  await first.page.getByRole('button', { name: 'Columns' }).click()
  await first.page.getByRole('checkbox', { name: 'Expires' }).click()
  await first.page.keyboard.press('Escape')
  await expect(sessionsGrid(first.page).getByRole('columnheader', { name: 'Expires' })).toHaveCount(0)
  await first.stop()

  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await expect(sessionsGrid(page).getByRole('columnheader', { name: 'Created' })).toBeVisible()
  await expect(sessionsGrid(page).getByRole('columnheader', { name: 'Expires' })).toHaveCount(0)
})
