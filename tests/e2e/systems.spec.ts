import type { Page } from '@playwright/test'
import type { PracticeAnnouncement, PracticeId } from '../../src/main/practice/announcement.ts'
import { type Practice, startPractice } from '../../src/main/practice/practice.ts'
import { addSystem, fillSystem, type NewServer } from './add-system.ts'
import { logOutEverywhere, terminateOne } from './ending.ts'
import { expect, goTo, rowsWith, searchSessions, serverInStrip, sessionsGrid, test } from './rollcall.ts'
import { signInAt } from './visitors.ts'

let practice: Practice

test.beforeEach(async () => {
  practice = await startPractice({ sessions: null })
})

test.afterEach(() => practice.close())

/** A practice server as a server of somebody's own. */
function installed(id: PracticeId): PracticeAnnouncement & { readonly secret: string } {
  const announcement = practice.announcements.find((each) => each.id === id)
  if (announcement?.secret == null) throw new Error(`no practice server ${id}`)
  return { ...announcement, secret: announcement.secret }
}

/** Reads the servers again and shows the people whom the test signed in. */
async function showVisitors(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await searchSessions(page, 'e2e-')
  await expect(rowsWith(page, 'e2e-')).toHaveCount(count)
}

/** Adds the practice server of Digital Reef with what its login page and its address bar tell. */
async function addReef(page: Page, choices: NewServer['choices']): Promise<void> {
  const { draft, secret } = installed('practice-reef')
  const fields = {
    'Path of the login page *': '/ediscovery/login',
    'Path of the page Active User Sessions *': '/ediscovery/status/active-user-sessions',
    Username: 'sysadmin',
  }
  await addSystem(page, { system: 'Digital Reef', name: 'Reef', url: draft.url, fields, choices, secret })
}

test('Admin Sessions API: added by its address and key, listed, and one session ended', async ({ profile }) => {
  const { page } = await profile.start()
  const { draft, secret } = installed('practice-admin')
  await addSystem(page, {
    system: 'Admin Sessions API',
    name: 'Office',
    url: draft.url,
    fields: { Header: 'X-API-Key', Value: '{secret}' },
    secret,
  })
  const goes = await signInAt(draft.url, 'e2e-amber')
  const stays = await signInAt(draft.url, 'e2e-birch')
  await showVisitors(page, 2)
  await terminateOne(page, 'e2e-amber', 'Office')
  expect(await goes.nextRequest()).toBe(401)
  expect(await stays.nextRequest()).toBe(200)
})

test('Lasernet Keep: what its documents leave open is filled in from an answer with Map fields, and one session is ended', async ({
  profile,
}) => {
  const { page } = await profile.start()
  const { draft, secret } = installed('practice-keep')
  const goes = await signInAt(draft.url, 'e2e-amber')
  const stays = await signInAt(draft.url, 'e2e-birch')
  const dialog = await fillSystem(page, {
    system: 'Lasernet Keep',
    name: 'Keep',
    url: draft.url,
    fields: { Header: 'X-Keep-Api-Key', Value: '{secret}' },
    secret,
  })
  await expect(dialog.getByRole('region', { name: 'About Lasernet Keep' })).toContainText('API key')
  await dialog.getByRole('button', { name: 'Map fields…' }).click()

  const mapping = page.getByRole('dialog', { name: 'Map fields: Lasernet Keep' })
  await mapping.getByRole('textbox', { name: 'Path' }).fill('/keep/rest/v1/sessions')
  await mapping.getByRole('button', { name: 'Get answer' }).click()
  await expect(mapping).toContainText('e2e-amber')
  await mapping.getByRole('button', { name: 'Use these fields' }).click()
  await expect(mapping).toBeHidden()
  await dialog.getByRole('button', { name: 'Add server' }).click()
  await expect(serverInStrip(page, 'Keep')).toContainText('live')

  await goTo(page, 'Sessions')
  await showVisitors(page, 2)
  await expect(rowsWith(page, 'e2e-amber')).toContainText(/REST API|Browser|Other/)
  await terminateOne(page, 'e2e-amber', 'Keep')
  expect(await goes.nextRequest()).toBe(401)
  expect(await stays.nextRequest()).toBe(200)
  // Rows of the key's own user are guarded, as the product greys them.
  await searchSessions(page, 'Admin')
  for (const box of await rowsWith(page, 'Admin').getByRole('checkbox').all()) await expect(box).toBeDisabled()
})

test('Digital Reef: its page is read after a login, durations become times, and a user is logged out on all devices', async ({
  profile,
}) => {
  const { page } = await profile.start()
  const { draft } = installed('practice-reef')
  await addReef(page, { Authentication: 'Standard Authentication' })
  const goes = await signInAt(draft.url, 'e2e-amber')
  const stays = await signInAt(draft.url, 'e2e-birch')
  await showVisitors(page, 2)
  await expect(rowsWith(page, 'e2e-amber').getByRole('checkbox')).toBeDisabled()
  await logOutEverywhere(page, 'e2e-amber', 1)
  expect(await goes.nextRequest()).toBe(401)
  expect(await stays.nextRequest()).toBe(200)
})

test('Digital Reef under TP Auth: no user can be logged out, and the row says so', async ({ profile }) => {
  const { page } = await profile.start()
  await addReef(page, {})
  await sessionsGrid(page)
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click()
  await expect(page.getByRole('menuitem', { name: 'Log out on all devices' })).toHaveAttribute('aria-disabled', 'true')
})

test('Elsevier Pure: its page is read after a login, with people, blank rows and anonymous ones, and nothing can be ended', async ({
  profile,
}) => {
  const { page } = await profile.start()
  const { draft, secret } = installed('practice-pure')
  await addSystem(page, {
    system: 'Elsevier Pure',
    name: 'Pure',
    url: draft.url,
    fields: {
      'Path of the login page *': '/admin/login',
      'Path of the page Session *': '/admin/system-information/sessions',
      'Time zone of the server *': 'Europe/Copenhagen',
      Username: 'rollcall-reader',
    },
    secret,
  })
  await signInAt(draft.url, 'e2e-amber')
  await showVisitors(page, 1)
  // The page shows Copenhagen's clock; the grid would be hours off if the zone were not heeded.
  await expect(rowsWith(page, 'e2e-amber')).toContainText(/0\d:0\d:\d\d|00:00:\d\d/)
  await expect(rowsWith(page, 'e2e-amber').getByRole('checkbox')).toBeDisabled()
  await searchSessions(page, 'anonymous')
  await expect(rowsWith(page, 'anonymous').first()).toBeVisible()
})
