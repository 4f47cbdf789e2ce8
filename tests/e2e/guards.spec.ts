import type { Locator } from '@playwright/test'
import { expect, readAgain, rowsWith, searchSessions, serverInStrip, sessionsGrid, test, tick, waitForPractice } from './rollcall.ts'

/** The checkboxes of the rows that are shown. */
function rowTicks(grid: Locator): Locator {
  return grid.getByRole('checkbox', { name: /^(Select|Unselect) row:/ })
}

test('the own session can not be ticked and says why, by the server’s flag or by its user name', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await searchSessions(page, 'rollcall')
  const own = rowsWith(page, 'you').filter({ hasText: 'Admin API' }).getByRole('checkbox')
  await expect(own).toBeDisabled()
  await expect(own).toHaveAttribute('aria-description', /your own session/)
  const elsewhere = rowsWith(page, 'Admin API').filter({ hasNotText: 'you' }).getByRole('checkbox', { name: ': rollcall, Admin API' })
  await expect(elsewhere).toBeEnabled()

  await searchSessions(page, 'Admin')
  const assumed = sessionsGrid(page).getByRole('checkbox', { name: ': Admin, Keep EU' })
  await expect(assumed).toHaveCount(2)
  for (const checkbox of await assumed.all()) {
    await expect(checkbox).toBeDisabled()
    await expect(checkbox).toHaveAttribute('aria-description', /probably your own session/)
  }
})

test('on a view-only server nothing can be terminated, and every way to it says why', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await serverInStrip(page, 'Pure (view only)').click()
  await page.getByRole('button', { name: 'Show its sessions only' }).click()
  await expect(rowsWith(page, 'Keep EU')).toHaveCount(0)
  const ticks = rowTicks(sessionsGrid(page))
  expect(await ticks.count()).toBeGreaterThan(5)
  const reasons = await ticks.evaluateAll((all) => all.map((box) => box.matches(':disabled') && box.getAttribute('aria-description')))
  for (const reason of reasons) expect(reason).toContain('view only')
  await sessionsGrid(page)
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click()
  const terminate = page.getByRole('menuitem', { name: 'Terminate' }).first()
  await expect(terminate).toHaveAttribute('aria-disabled', 'true')
  await expect(terminate).toHaveAttribute('aria-description', /view only/)
})

test('the header’s checkbox ticks the rows that may be ticked and says how many it left out', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await searchSessions(page, 'Admin')
  const grid = sessionsGrid(page)
  await expect(rowsWith(page, 'Pure (view only)')).toHaveCount(0)
  await expect(rowsWith(page, 'you').first()).toBeVisible()
  const selection = page.getByRole('group', { name: 'Selection' })
  // Somebody may sign in or out between the tick and the look at the rows: then it is done once more.
  await expect(async () => {
    const clear = page.getByRole('button', { name: 'Clear selection' })
    if (await clear.isVisible()) await clear.click()
    await grid.getByRole('checkbox', { name: 'Select all rows' }).check()
    await expect(selection).toContainText(/guarded not selected/)
    const boxes = await rowTicks(grid).evaluateAll((all) =>
      all.map((box) => ({ disabled: box.matches(':disabled'), checked: box.matches(':checked') })),
    )
    expect(boxes.filter((box) => box.checked === box.disabled)).toEqual([])
    const selected = Number(/(\d+) selected/.exec((await selection.textContent()) ?? '')?.[1])
    expect(selected).toBe(boxes.filter((box) => box.checked).length)
    expect(selected).toBeLessThan(boxes.length)
  }).toPass({ timeout: 30_000 })
})

test('a tick stays with its session while lists are read again, filtered and sorted', async ({ profile }) => {
  const { page } = await profile.start('--practice')
  await waitForPractice(page)
  await searchSessions(page, 'svc-')
  await tick(page, 'svc-backup', 'Admin API').check()
  await tick(page, 'svc-print', 'Keep EU').check()
  const selection = page.getByRole('group', { name: 'Selection' })
  await expect(selection).toContainText('2 selected')

  for (let time = 0; time < 3; time += 1) await readAgain(page)
  await searchSessions(page, 'marta')
  await sessionsGrid(page).getByRole('columnheader', { name: 'Session time' }).click()
  await expect(selection).toContainText('2 selected')
  await searchSessions(page, 'svc-')
  await expect(tick(page, 'svc-backup', 'Admin API')).toBeChecked()
  await expect(tick(page, 'svc-print', 'Keep EU')).toBeChecked()
  await expect(tick(page, 'svc-archive', 'Keep EU')).not.toBeChecked()
})
