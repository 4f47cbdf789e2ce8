import { addOffice, test } from './office.ts'
import { expect, goTo, readAgain, rowsWith, searchSessions, sessionsGrid, tick } from './rollcall.ts'

/** The numbers of a summary line by what they count: `{ terminated: 2, 'not attempted': 4 }`. */
function numbersIn(summary: string | null): Record<string, number> {
  const found = (summary ?? '').matchAll(/(\d+)(?: of \d+)? (terminated|already gone|still present|refused|failed|unknown|not attempted)/g)
  return Object.fromEntries([...found].map(([, count, what]) => [what, Number(count)]))
}

test('a run is left behind, found again by its chip and stopped: who was not asked stays, and the numbers add up', async ({
  profile,
  office,
}) => {
  const people = ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida', 'jon']
  office.signIn(...people)
  office.holdBack()
  const { page } = await profile.start()
  await addOffice(page, office)
  await sessionsGrid(page).getByRole('checkbox', { name: 'Select all rows' }).check()
  await page.getByRole('button', { name: 'Terminate selected' }).click()
  await page.getByRole('button', { name: 'Terminate 10 sessions' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Asked, waiting for the server')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await page.getByRole('button', { name: 'Run 1: 0 of 10' }).click()
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(dialog).toContainText('Stopping')
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  office.goOn()

  await expect(dialog.getByRole('status').filter({ hasText: /\d+ of 10 terminated/ })).toContainText('not attempted')
  const outcomes = dialog.getByRole('list', { name: 'Outcomes' }).getByRole('listitem')
  const notAttempted = await outcomes.filter({ hasText: 'Not attempted' }).count()
  const terminated = await outcomes.filter({ hasText: 'Terminated' }).count()
  expect(terminated).toBeGreaterThan(0)
  expect(notAttempted).toBeGreaterThan(0)
  expect(terminated + notAttempted).toBe(people.length)
  const expected = { terminated, 'not attempted': notAttempted }
  expect(numbersIn(await dialog.getByRole('status').filter({ hasText: 'terminated' }).textContent())).toEqual(expected)
  expect(office.users).toHaveLength(notAttempted)

  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(rowsWith(page, 'Office')).toHaveCount(notAttempted)
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText(`${notAttempted} selected`)
  await goTo(page, 'Journal')
  await page.getByRole('button', { name: 'Runs' }).click()
  const inJournal = page.getByRole('table', { name: 'Runs' }).getByRole('row').filter({ hasText: 'Finished' })
  expect(numbersIn(await inJournal.textContent())).toEqual(expected)
})

test('a run that was cut short is reported at the next start until somebody has read it, and nobody is asked again', async ({
  profile,
  office,
}) => {
  office.signIn('ann', 'bob', 'cyd', 'dan', 'eve', 'fay')
  office.holdBack()
  const first = await profile.start()
  await addOffice(first.page, office)
  await sessionsGrid(first.page).getByRole('checkbox', { name: 'Select all rows' }).check()
  await first.page.getByRole('button', { name: 'Terminate selected' }).click()
  await first.page.getByRole('button', { name: 'Terminate 6 sessions' }).click()
  await expect(first.page.getByRole('dialog')).toContainText('Asked, waiting for the server')
  await first.kill()
  office.goOn()

  const second = await profile.start()
  const report = second.page.getByRole('dialog', { name: 'Run 1' })
  await expect(report).toContainText(/Run 1 was interrupted: \d done, 0 in doubt, \d not started/)
  const [, done, notStarted] = /interrupted: (\d) done, 0 in doubt, (\d) not started/.exec((await report.textContent()) ?? '') ?? []
  expect(Number(done) + Number(notStarted)).toBe(6)
  expect(office.users).toHaveLength(Number(notStarted))
  await report.getByRole('button', { name: 'Close' }).click()
  await second.page.getByRole('button', { name: 'Run 1: interrupted' }).click()
  await report.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(report).toBeHidden()
  await second.stop()

  const { page } = await profile.start()
  await expect(rowsWith(page, 'Office')).toHaveCount(Number(notStarted))
  await goTo(page, 'Journal')
  await expect(page.getByRole('table', { name: 'Journal' })).toContainText('Run interrupted')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(office.users).toHaveLength(Number(notStarted))
})

test('a tick stays with its session over pages, sorting and reads, and says when the session has ended', async ({ profile, office }) => {
  const people = Array.from({ length: 150 }, (_, index) => `user-${String(index).padStart(3, '0')}`)
  office.signIn(...people)
  const { page } = await profile.start()
  await addOffice(page, office)
  const selection = page.getByRole('group', { name: 'Selection' })
  await tick(page, 'user-003', 'Office').check()
  await page.getByRole('button', { name: 'Next page' }).click()
  await tick(page, 'user-105', 'Office').check()
  await expect(selection).toContainText('2 selected')
  await readAgain(page)
  await expect(tick(page, 'user-105', 'Office')).toBeChecked()
  await expect(tick(page, 'user-106', 'Office')).not.toBeChecked()

  await sessionsGrid(page).getByRole('columnheader', { name: 'User', exact: false }).first().click()
  await expect(tick(page, 'user-149', 'Office')).toBeVisible()
  await searchSessions(page, 'user-105')
  await expect(tick(page, 'user-105', 'Office')).toBeChecked()
  await expect(selection).toContainText('2 selected')

  office.signOut('user-105')
  await readAgain(page)
  await expect(selection).toContainText('1 selected · 1 has ended meanwhile')
  await page.getByRole('button', { name: 'Drop ended' }).click()
  await page.getByRole('button', { name: 'Terminate selected' }).click()
  const targets = page.getByRole('dialog', { name: 'Review termination' }).getByRole('list', { name: 'Targets' }).getByRole('listitem')
  await expect(targets).toHaveCount(1)
  await expect(targets).toContainText('user-003')
})
