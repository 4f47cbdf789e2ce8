import type { Locator, Page } from '@playwright/test'
import { addOffice, type Office, test } from './office.ts'
import { expect, readAgain, rowsWith, serverInStrip, sessionsGrid, tick } from './rollcall.ts'

/** The user names in the grid, from top to bottom. */
async function usersShown(page: Page): Promise<string[]> {
  const cells = sessionsGrid(page).locator('[role="row"][data-id] [data-field="user"]')
  return (await cells.allTextContents()).map((text) => /(ann|ben|carl|dora|zoe)/.exec(text)?.[1] ?? text)
}

function news(page: Page): Locator {
  return page.getByRole('button', { name: /: apply \(R\)$/ })
}

function selection(page: Page): Locator {
  return page.getByRole('group', { name: 'Selection' })
}

/** Away from the grid, where it holds nothing. */
async function pointAway(page: Page): Promise<void> {
  await page.mouse.move(700, 5)
}

async function open(page: Page, office: Office, ...users: string[]): Promise<void> {
  office.signIn(...users)
  await addOffice(page, office)
  await pointAway(page)
  await expect(rowsWith(page, 'Office')).toHaveCount(users.length)
}

test('rows do not move under the pointer: who comes and goes waits beside them until somebody applies it', async ({ profile, office }) => {
  const { page } = await profile.start()
  await open(page, office, 'ben', 'carl', 'dora')
  await rowsWith(page, 'carl').hover()
  office.signIn('ann')
  office.signOut('ben')
  await readAgain(page)
  await expect(news(page)).toHaveText('1 new, 1 ended: apply (R)')
  expect(await usersShown(page)).toEqual(['ben', 'carl', 'dora'])
  await expect(rowsWith(page, 'ben').locator('[data-field="user"] bdi')).toHaveCSS('text-decoration-line', 'line-through')
  await expect(tick(page, 'ben', 'Office')).toBeDisabled()

  await page.keyboard.press('r')
  await expect(news(page)).toBeHidden()
  expect(await usersShown(page)).toEqual(['ann', 'carl', 'dora'])
})

test('once the pointer has left, the grid shows what was read last', async ({ profile, office }) => {
  const { page } = await profile.start()
  await open(page, office, 'ben', 'carl')
  await rowsWith(page, 'carl').hover()
  office.signIn('ann')
  await readAgain(page)
  await expect(news(page)).toHaveText('1 new: apply (R)')
  await pointAway(page)
  await expect(news(page)).toBeHidden()
  expect(await usersShown(page)).toEqual(['ann', 'ben', 'carl'])
})

test('whoever walks through the rows by keys finds them still for two seconds more', async ({ profile, office }) => {
  const { page } = await profile.start()
  await open(page, office, 'ben', 'carl', 'dora')
  await sessionsGrid(page).getByRole('gridcell', { name: 'ben', exact: true }).click()
  await pointAway(page)
  office.signIn('ann')
  await page.keyboard.press('F5')
  await expect(async () => {
    await page.keyboard.press('ArrowDown')
    expect(await usersShown(page)).toEqual(['ben', 'carl', 'dora'])
    await expect(news(page)).toHaveText('1 new: apply (R)', { timeout: 500 })
    // At a pace within which the keys keep the grid, however busy the machine is.
  }).toPass({ timeout: 20_000, intervals: [100] })
  await expect(news(page)).toBeHidden()
  expect(await usersShown(page)).toEqual(['ann', 'ben', 'carl', 'dora'])
  await expect(sessionsGrid(page).locator('[data-field="user"]:focus')).toHaveText(/ben|carl|dora/)
})

test('a ticked session that ends stays, struck through, and leaves the count until it is dropped', async ({ profile, office }) => {
  const { page } = await profile.start()
  await open(page, office, 'ben', 'carl', 'dora')
  await tick(page, 'ben', 'Office').check()
  await tick(page, 'dora', 'Office').check()
  await pointAway(page)
  await expect(selection(page)).toContainText('2 selected')
  office.signOut('ben')
  office.signIn('zoe')
  await readAgain(page)
  await expect(selection(page)).toContainText('1 selected · 1 has ended meanwhile')
  await expect(news(page)).toHaveText('1 new: apply (R)')
  await expect(rowsWith(page, 'ben').locator('[data-field="user"] bdi')).toHaveCSS('text-decoration-line', 'line-through')

  await news(page).click()
  expect(await usersShown(page)).toEqual(['ben', 'carl', 'dora', 'zoe'])
  await selection(page).getByRole('button', { name: 'Drop ended' }).click()
  await expect(rowsWith(page, 'ben')).toHaveCount(0)
  expect(await usersShown(page)).toEqual(['carl', 'dora', 'zoe'])
  await expect(selection(page)).toContainText('1 selected')
})

test('what was reviewed and left alone stays when it ends, and the key to terminate hits nothing else in its stead', async ({
  profile,
  office,
}) => {
  const { page } = await profile.start()
  await open(page, office, 'ben', 'carl')
  await tick(page, 'ben', 'Office').check()
  await page.keyboard.press('Delete')
  const review = page.getByRole('dialog', { name: /Review termination/ })
  await review.getByRole('button', { name: 'Cancel' }).click()
  await expect(review).toBeHidden()
  await pointAway(page)
  office.signOut('ben')
  await readAgain(page)
  await expect(selection(page)).toContainText('1 has ended meanwhile')
  await expect(rowsWith(page, 'ben').locator('[data-field="user"] bdi')).toHaveCSS('text-decoration-line', 'line-through')

  await sessionsGrid(page).getByRole('gridcell', { name: 'carl', exact: true }).click()
  await page.keyboard.press('Delete')
  await expect(page.getByText('1 has ended meanwhile')).toHaveCount(2)
  await expect(review).toBeHidden()
})

test('the key for all ticks every session that the filter finds and that may be ticked, on all pages', async ({ profile, office }) => {
  const { page } = await profile.start()
  const users = Array.from({ length: 130 }, (_, index) => `user-${String(index).padStart(3, '0')}`)
  office.signIn(...users)
  await addOffice(page, office)
  await expect(page.getByText('130 of 130 shown')).toBeVisible()
  await sessionsGrid(page).getByRole('gridcell', { name: 'user-000', exact: true }).click()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(selection(page)).toContainText('130 of 130 selected')
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(tick(page, 'user-101', 'Office')).toBeChecked()
  await tick(page, 'user-101', 'Office').uncheck()
  await expect(selection(page)).toContainText('129 selected')
})

test('what somebody looks at stays in its place when rows come in above it', async ({ profile, office }) => {
  const { page } = await profile.start()
  office.signIn(...Array.from({ length: 90 }, (_, index) => `user-${String(index).padStart(3, '0')}`))
  await addOffice(page, office)
  await rowsWith(page, 'user-005').hover()
  await page.mouse.wheel(0, 1000)
  const row = rowsWith(page, 'user-036')
  await expect(row).toBeInViewport()
  await pointAway(page)
  const before = await row.boundingBox()
  office.signIn('another', 'and-another')
  await readAgain(page)
  await expect(page.getByText('92 of 92 shown')).toBeVisible()
  await expect.poll(async () => (await row.boundingBox())?.y).toBe(before?.y)
})

test('a frozen server goes late and stale before anybody’s eyes: its idle clocks stop, the others count on', async ({
  profile,
  office,
}) => {
  // It waits for a server's time limit, and for the back-off after it.
  test.slow()
  const { page } = await profile.start()
  office.signIn('ann')
  await addOffice(page, office, { interval: 5, timeout: 5 })
  const row = rowsWith(page, 'ann')
  await expect(row).toBeVisible()
  office.freeze()
  const server = serverInStrip(page, 'Office')
  await expect(server).toContainText(/stale|offline/, { timeout: 30_000 })
  await expect(page.getByRole('group', { name: 'Active sessions' })).toHaveText(/^Active sessions\s*0\s*\+ 1 from 1 stale server$/)
  const idle = row.locator('[data-field="idleTime"]')
  const session = row.locator('[data-field="sessionTime"]')
  await expect(idle).toContainText('≥')
  const before = { idle: await idle.textContent(), session: await session.textContent() }
  await page.waitForTimeout(2500)
  expect(await idle.textContent()).toBe(before.idle)
  expect(await session.textContent()).not.toBe(before.session)

  office.thaw()
  await expect(server).toContainText('live', { timeout: 30_000 })
  await expect(idle).not.toContainText('≥')
})

test('who came and who went is said once in a while to those who can not see it', async ({ profile, office }) => {
  const { page } = await profile.start()
  await open(page, office, 'ben', 'carl')
  await page.clock.install()
  await page.reload()
  await expect(rowsWith(page, 'carl')).toHaveCount(1)
  office.signIn('ann')
  office.signOut('carl')
  await readAgain(page)
  await expect(rowsWith(page, 'ann')).toHaveCount(1)
  const live = page.locator('main > [role="status"]')
  await expect(live).toHaveCount(1)
  await expect(live).not.toContainText('Updated')
  await page.clock.fastForward(31_000)
  await expect(live).toHaveText(/^Updated \d\d:\d\d:\d\d, 1 new, 1 ended$/)
})
