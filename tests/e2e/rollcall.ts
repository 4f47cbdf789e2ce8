import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { type Rollcall, startRollcall } from './host.ts'

export { expect }

/** A person's Rollcall: one data folder, in which the program can be started, quit and started again. */
export interface Profile {
  readonly dataFolder: string
  start(...options: string[]): Promise<Rollcall>
}

/** Tests with a data folder of their own; whatever they started and did not stop is stopped after them. */
export const test = base.extend<{ profile: Profile }>({
  profile: async ({ playwright }, use) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'rollcall-e2e-'))
    const running = new Set<Rollcall>()
    await use({
      dataFolder,
      async start(...options) {
        const started = await startRollcall(playwright, [`--data=${dataFolder}`, ...options])
        const rollcall: Rollcall = {
          page: started.page,
          async stop() {
            running.delete(rollcall)
            await started.stop()
          },
          async kill() {
            running.delete(rollcall)
            await started.kill()
          },
        }
        running.add(rollcall)
        return rollcall
      },
    })
    for (const rollcall of running) await rollcall.stop()
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 3 })
  },
})

/** The practice servers by name, with how each names itself on screen. */
export const PRACTICE = ['Keep EU', 'Admin API', 'Reef Projects', 'Pure (view only)'] as const

/** Goes to a page by the navigation. */
export async function goTo(page: Page, name: 'Sessions' | 'Journal' | 'Servers' | 'Settings'): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
}

/** The one grid of the page Sessions. */
export function sessionsGrid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Sessions' })
}

/** The rows of the grid that hold this text, without the header. */
export function rowsWith(page: Page, text: string | RegExp): Locator {
  return sessionsGrid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
    .filter({ hasText: text })
}

/** Shows only the sessions that match, as somebody who types into the search box. */
export async function searchSessions(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search sessions' }).fill(text)
}

/** The checkbox of the session of this user on this server. */
export function tick(page: Page, user: string, server: string): Locator {
  return sessionsGrid(page).getByRole('checkbox', { name: `: ${user}, ${server}` })
}

/** The button of one server in the strip above every page. */
export function serverInStrip(page: Page, name: string): Locator {
  return page.getByRole('region', { name: 'Servers' }).getByRole('button').filter({ hasText: name })
}

/** The row of one server on the page Servers. */
export function serverRow(page: Page, name: string): Locator {
  return page.getByRole('table', { name: 'Servers' }).getByRole('row', { name, exact: true })
}

/** Reads all servers now, by the key that leaves the focus where it is, and waits until they have answered. */
export async function readAgain(page: Page): Promise<void> {
  await page.keyboard.press('F5')
  await expect(page.getByRole('region', { name: 'Servers' }).getByRole('status')).toHaveText('Up to date')
}

/** Waits until all four practice servers were read, so that the grid shows everybody. */
export async function waitForPractice(page: Page): Promise<void> {
  for (const name of PRACTICE) await expect(serverInStrip(page, name)).toContainText('live')
}
