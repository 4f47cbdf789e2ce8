import type { Page } from '@playwright/test'
import { expect, rowsWith, tick } from './rollcall.ts'

/** Ticks the one session of this user, reviews and confirms, and waits until it is known to be gone. */
export async function terminateOne(page: Page, user: string, server: string): Promise<void> {
  await tick(page, user, server).check()
  await page.getByRole('button', { name: 'Terminate selected' }).click()
  await confirm(page, 1)
}

/** *Log out on all devices* from the menu of one of the user's rows. */
export async function logOutEverywhere(page: Page, user: string, sessions: number): Promise<void> {
  await rowsWith(page, user)
    .first()
    .getByRole('button', { name: /^Actions for/ })
    .click()
  await page.getByRole('menuitem', { name: 'Log out on all devices' }).click()
  await confirm(page, sessions)
}

async function confirm(page: Page, sessions: number): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Review termination' })
  await dialog.getByRole('button', { name: sessions === 1 ? 'Terminate 1 session' : `Terminate ${sessions} sessions` }).click()
  await expect(dialog).toContainText(`${sessions} of ${sessions} terminated`, { timeout: 40_000 })
  await dialog.getByRole('button', { name: 'Close' }).click()
}
