import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, goTo, rowsWith, serverRow, tick } from './rollcall.ts'
import { PASSWORD, type TicketDesk, test } from './ticket-desk.ts'

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** From the dialog *Add server* through *Map fields* to a saved profile. */
async function describeDesk(page: Page, desk: TicketDesk): Promise<void> {
  await page.getByRole('dialog', { name: 'Add server' }).getByRole('button', { name: 'Describe another system' }).click()
  const map = page.getByRole('dialog', { name: 'Map fields: another system' })
  await map.getByRole('textbox', { name: 'URL' }).fill(desk.url)
  await choose(page, map.getByRole('combobox', { name: 'Sign-in' }), 'User name and password, for a token')
  await map.getByRole('textbox', { name: 'User name' }).fill('desk-admin')
  await map.getByLabel('Password').fill(PASSWORD)
  const login = map.getByRole('group', { name: 'Sign-in request' })
  await login.getByRole('textbox', { name: 'Path', exact: true }).fill('/v1/auth')
  await login.getByRole('textbox', { name: 'JSON body' }).fill('{ "login": "{username}", "pass": "{secret}" }')
  await login.getByRole('textbox', { name: 'Path of the token' }).fill('data.token')
  await login.getByRole('textbox', { name: 'Sent in the header' }).fill('X-Desk-Token')
  await login.getByRole('textbox', { name: 'As', exact: true }).fill('{token}')
  await map.getByRole('group', { name: 'List of sessions' }).getByRole('textbox', { name: 'Path' }).fill('/v1/live?all=true')
  await map.getByRole('button', { name: 'Get answer' }).click()

  // All of it is proposed: where the rows are, what is what, and that a number counts seconds.
  await expect(map.getByRole('combobox', { name: 'Session id' })).toHaveValue('handle')
  await expect(map.getByRole('combobox', { name: 'User', exact: true })).toHaveValue('who.login')
  await expect(map.getByRole('combobox', { name: 'Address' })).toHaveValue('net.remote')
  await expect(map.getByRole('combobox', { name: 'Created', exact: true })).toHaveValue('when.began')
  const preview = map.getByRole('table', { name: 'Preview of the sessions' })
  await expect(preview.getByRole('row')).toHaveCount(4)
  await expect(preview).toContainText('ann@example.org')

  // And can be corrected: by a line of the tree, or by typing.
  await map.getByRole('treeitem', { name: /^mail/ }).first().click()
  await page.getByRole('menuitem', { name: 'Name', exact: true }).click()
  await expect(map.getByRole('combobox', { name: 'Name', exact: true })).toHaveValue('who.mail')
  await map.getByRole('combobox', { name: 'Created', exact: true }).fill('when.never')
  await expect(map).toContainText('Nothing stands there in these rows')
  await map.getByRole('combobox', { name: 'Created', exact: true }).fill('when.began')

  await map.getByRole('button', { name: 'Next: Pages and ending' }).click()
  const ending = map.getByRole('group', { name: 'Ending one session' })
  await ending.getByRole('textbox', { name: 'Path', exact: true }).first().fill('{list}')
  await choose(page, ending.getByRole('combobox', { name: 'Body' }), 'JSON')
  await ending.getByRole('textbox', { name: 'JSON body' }).fill('{ "drop": { "key": "{id}" } }')
  await map.getByRole('button', { name: 'Next: Name and save' }).click()
  await map.getByRole('textbox', { name: 'Name of the system' }).fill('Ticket desk')
  await map.getByRole('button', { name: 'Save profile' }).click()
  await expect(map).toBeHidden()
}

test('a system nobody has heard of is described through Map fields, added, listed, and its sessions are ended', async ({
  profile,
  desk,
}) => {
  const ann = desk.signIn('ann', '10.0.0.1')
  const bob = desk.signIn('bob', '10.0.0.2')
  desk.signIn('eve', '10.0.0.3')
  const { page } = await profile.start()
  await goTo(page, 'Servers')
  await page.getByRole('button', { name: 'Add server' }).first().click()
  await describeDesk(page, desk)

  // Back in the dialog: the new system is chosen, and what was given for it stands there already.
  const dialog = page.getByRole('dialog', { name: 'Add server' })
  await expect(dialog.getByRole('combobox', { name: 'System' })).toHaveValue('Ticket desk')
  await expect(dialog.getByRole('textbox', { name: 'URL' })).toHaveValue(desk.url)
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Desk')
  await dialog.getByRole('button', { name: 'Add server' }).click()
  await expect(dialog).toBeHidden()
  await expect(serverRow(page, 'Desk')).toContainText('live')
  const written = await readFile(join(profile.dataFolder, 'profiles', 'ticket-desk.json'), 'utf8')
  expect(written).not.toContain(PASSWORD)

  await goTo(page, 'Sessions')
  await expect(rowsWith(page, '10.0.0.2')).toContainText('bob')
  expect(await desk.use(bob)).toBe(200)
  await tick(page, 'bob', 'Desk').check()
  await page.getByRole('button', { name: 'Terminate selected' }).click()
  const review = page.getByRole('dialog', { name: 'Review termination' })
  await review.getByRole('button', { name: 'Terminate 1 session' }).click()
  await expect(review).toContainText('1 of 1 terminated')
  expect(await desk.use(bob)).toBe(401)
  expect(await desk.use(ann)).toBe(200)
  expect(desk.requests).toContain(`DELETE /v1/live ${JSON.stringify({ drop: { key: bob } })}`)
})

test('a server whose answer has changed keeps its sessions, and its fields are mapped anew from its row', async ({ profile, desk }) => {
  desk.signIn('ann', '10.0.0.1')
  desk.signIn('bob', '10.0.0.2')
  desk.signIn('eve', '10.0.0.3')
  const { page } = await profile.start()
  await goTo(page, 'Servers')
  await page.getByRole('button', { name: 'Add server' }).first().click()
  await describeDesk(page, desk)
  const dialog = page.getByRole('dialog', { name: 'Add server' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Desk')
  await dialog.getByRole('button', { name: 'Add server' }).click()
  await expect(serverRow(page, 'Desk')).toContainText('live')

  desk.rename()
  await serverRow(page, 'Desk').getByRole('button', { name: 'Refresh Desk' }).click()
  await expect(serverRow(page, 'Desk')).toContainText('stale')
  await goTo(page, 'Sessions')
  await expect(rowsWith(page, 'bob')).toHaveCount(1)
  await goTo(page, 'Servers')
  await page.getByRole('table', { name: 'Servers' }).getByRole('button', { name: 'Map fields' }).click()
  const map = page.getByRole('dialog', { name: 'Map fields: Ticket desk' })
  await map.getByRole('button', { name: 'Get answer' }).click()
  await map.getByRole('button', { name: 'Propose again' }).click()
  await expect(map.getByRole('combobox', { name: 'Session id' })).toHaveValue('key')
  await expect(map.getByRole('table', { name: 'Preview of the sessions' })).toContainText('bob')
  await map.getByRole('button', { name: 'Use these fields' }).click()
  await expect(map).toBeHidden()
  await page.getByRole('dialog', { name: 'Edit Desk' }).getByRole('button', { name: 'Save' }).click()
  await expect(serverRow(page, 'Desk')).toContainText('live')
})

const BAD = JSON.stringify({ version: 1, kind: 'api', id: 'bad', name: 'Bad', colour: 'red' })

test('a bad profile is refused with its file, its path and the reason, when it is imported, edited or put into the folder', async ({
  profile,
}) => {
  await mkdir(join(profile.dataFolder, 'profiles'), { recursive: true, mode: 0o700 })
  await writeFile(join(profile.dataFolder, 'profiles', 'by-hand.json'), BAD, { mode: 0o600 })
  const { page } = await profile.start()
  await goTo(page, 'Servers')
  const saved = page.getByRole('table', { name: 'Saved profiles' })
  await expect(saved).toContainText('by-hand.json')
  await expect(saved.getByRole('list', { name: 'What is wrong' })).toContainText('colour')

  await page
    .getByLabel('Profile file')
    .setInputFiles({ name: 'from-a-friend.json', mimeType: 'application/json', buffer: Buffer.from(BAD) })
  const refused = page.getByRole('dialog', { name: 'from-a-friend.json cannot be imported' })
  await expect(refused.getByRole('list', { name: 'What is wrong' })).toContainText('colour: nothing is called so here')
  await refused.getByRole('button', { name: 'Correct it in the editor' }).click()
  const editor = page.getByRole('dialog', { name: 'Correct from-a-friend.json' })
  await expect(editor.getByRole('list', { name: 'What is wrong' })).toContainText('colour')
  await expect(editor.locator('.cm-lint-marker-error').first()).toBeVisible()
  await editor.getByRole('button', { name: 'Save profile' }).click()
  await expect(editor.getByRole('alert')).toContainText('can’t be used')
  // From a reason to its place; what is corrected is no longer what was refused.
  await editor.getByRole('button', { name: 'colour' }).click()
  const text = editor.getByRole('textbox', { name: 'Profile' })
  await expect(text).toBeFocused()
  await page.keyboard.type('"blue')
  await expect(text).toContainText('blue')
  await expect(text).not.toContainText('red')
  await expect(editor.getByRole('alert')).toHaveCount(0)
  // What was typed is not thrown away by one press, and a warning is over when somebody works on.
  await editor.getByRole('button', { name: 'Cancel' }).click()
  await expect(editor).toContainText('Not saved yet')
  await text.press('End')
  await expect(editor).not.toContainText('Not saved yet')
  await editor.getByRole('button', { name: 'Cancel' }).click()
  await editor.getByRole('button', { name: 'Cancel' }).click()
  await expect(editor).toBeHidden()
  await expect(saved).not.toContainText('bad.json')

  await saved.getByRole('button', { name: /^Actions for / }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const edited = page.getByRole('dialog', { name: /^Edit profile/ })
  await expect(edited.getByRole('list', { name: 'What is wrong' })).toContainText('colour')
})

test('a profile is written as text with completion, saved, exported as a file, copied and removed', async ({ profile }) => {
  const { page } = await profile.start()
  await goTo(page, 'Servers')
  await page.getByRole('button', { name: 'Write as text' }).click()
  const editor = page.getByRole('dialog', { name: 'New profile' })
  await expect(editor.getByRole('status').filter({ hasText: 'Nothing to correct' })).toBeVisible()
  const text = editor.getByRole('textbox', { name: 'Profile' })
  await text.press('ControlOrMeta+End')
  await text.press('ArrowUp')
  await text.press('ArrowUp')
  await text.press('End')
  await page.keyboard.type(',\n"secretF')
  await page.getByRole('option', { name: 'secretFields' }).click()
  await expect(text).toContainText('"secretFields": []')
  await expect(editor.getByRole('status').filter({ hasText: 'Nothing to correct' })).toBeVisible()
  await editor.getByRole('button', { name: 'Save profile' }).click()
  await expect(editor).toBeHidden()
  const row = page.getByRole('table', { name: 'Saved profiles' }).getByRole('row', { name: 'Ticket desk', exact: true })
  await expect(row).toContainText('ticket-desk.json')

  await row.getByRole('button', { name: 'Actions for Ticket desk' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export' }).click()
  expect((await download).suggestedFilename()).toBe('ticket-desk.json')
  await page.keyboard.press('Escape')

  await row.getByRole('button', { name: 'Actions for Ticket desk' }).click()
  await page.getByRole('menuitem', { name: 'Copy as a new one' }).click()
  await page.getByRole('dialog', { name: 'Copy of Ticket desk' }).getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByRole('row', { name: 'Ticket desk (copy)', exact: true })).toContainText('ticket-desk-copy')
  await row.getByRole('button', { name: 'Actions for Ticket desk' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove profile' }).click()
  await expect(row).toHaveCount(0)
})

test('fields are mapped with the keyboard alone', async ({ profile }) => {
  const { page } = await profile.start()
  await goTo(page, 'Servers')
  await page.getByRole('button', { name: 'Describe another system' }).focus()
  await page.keyboard.press('Enter')
  const map = page.getByRole('dialog', { name: 'Map fields: another system' })
  await expect(map.getByRole('textbox', { name: 'URL' })).toBeFocused()
  await map.getByRole('radio', { name: 'Ask the server' }).focus()
  await page.keyboard.press('ArrowRight')
  await map.getByRole('textbox', { name: 'Answer' }).focus()
  await page.keyboard.insertText('[{ "key": "a", "nick": "ann", "zip": "x" }, { "key": "b", "nick": "bob", "zip": "y" }]')
  await map.getByRole('button', { name: 'Use this answer' }).focus()
  await page.keyboard.press('Enter')
  await expect(map.getByRole('tab', { name: 'Fields' })).toBeFocused()

  await page.keyboard.press('Tab')
  await expect(map.getByRole('button', { name: 'Propose again' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(map.getByRole('treeitem', { name: /^Answer/ })).toBeFocused()
  for (const _ of ['the first row', 'key', 'nick']) await page.keyboard.press('ArrowDown')
  await expect(map.getByRole('treeitem', { name: /^nick/ }).first()).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('u')
  await page.keyboard.press('Enter')
  await expect(map.getByRole('combobox', { name: 'User', exact: true })).toHaveValue('nick')
  await expect(map.getByRole('treeitem', { name: /^nick/ }).first()).toBeFocused()
  await expect(map.getByRole('table', { name: 'Preview of the sessions' })).toContainText('bob')
  await page.keyboard.press('Escape')
  await expect(map).toContainText('Press Esc again')
  await page.keyboard.press('Escape')
  await expect(map).toBeHidden()
  await expect(page.getByRole('button', { name: 'Describe another system' })).toBeFocused()
})

const DESK = {
  version: 1,
  kind: 'api',
  id: 'ticket-desk',
  name: 'Ticket desk',
  about: 'An older description.',
  auth: { kind: 'none' },
  lists: [{ request: { path: '/v1/live' } }],
  fields: { sessionId: 'id', user: 'user' },
  terminate: {},
  facts: { address: 'unknown', activity: 'a', coverage: 'b', terminateMeans: 'c', known: 'd', supply: 'e' },
}

test('a described system takes the place of a saved profile only when somebody says so', async ({ profile }) => {
  const file = join(profile.dataFolder, 'profiles', 'ticket-desk.json')
  await mkdir(join(profile.dataFolder, 'profiles'), { recursive: true, mode: 0o700 })
  await writeFile(file, JSON.stringify(DESK), { mode: 0o600 })
  const { page } = await profile.start()
  await goTo(page, 'Servers')
  await page.getByRole('button', { name: 'Describe another system' }).click()
  const map = page.getByRole('dialog', { name: 'Map fields: another system' })
  await map.getByRole('radio', { name: 'Paste an answer' }).check()
  await map.getByRole('textbox', { name: 'Answer' }).fill('{"limit":2,"guests":[{"id":"a","user":"ann"},{"id":"b","user":"bob"}]}')
  await map.getByRole('button', { name: 'Use this answer' }).click()
  // Rows are shown although nobody said yet where the answer comes from.
  await expect(map.getByRole('table', { name: 'Preview of the sessions' }).getByRole('row')).toHaveCount(3)
  await map.getByRole('tab', { name: 'Answer' }).click()
  await map.getByRole('textbox', { name: 'Path' }).fill('/guests')
  await map.getByRole('tab', { name: 'Pages and ending' }).click()
  await map.getByRole('textbox', { name: 'Parameter for the first row' }).fill('')
  await expect(map).toContainText('Say in which parameter the first row is sent.')
  await map.getByRole('textbox', { name: 'Parameter for the first row' }).fill('skip')
  const failed = map.getByRole('group', { name: 'It failed when' })
  await failed.getByRole('textbox', { name: 'Path' }).fill('out')
  await failed.getByRole('textbox', { name: 'Value' }).fill('false')
  await map.getByRole('tab', { name: 'Name and save' }).click()
  await map.getByRole('textbox', { name: 'Name of the system' }).fill('Ticket desk')
  await map.getByRole('button', { name: 'Save profile' }).click()
  await expect(map.getByRole('textbox', { name: 'Id' })).toBeFocused()
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(DESK)
  await map.getByRole('checkbox', { name: 'Replace it' }).check()
  await map.getByRole('button', { name: 'Save profile' }).click()
  await expect(map).toBeHidden()
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    lists: [{ rows: { at: 'guests' }, paging: { kind: 'offset' } }],
    terminate: { one: { answers: { failed: [{ path: 'out', is: [false, 'false'] }] } } },
  })
})

test('a server whose profile can no longer be used says which file is wrong, and where', async ({ profile }) => {
  const file = join(profile.dataFolder, 'profiles', 'ticket-desk.json')
  await mkdir(join(profile.dataFolder, 'profiles'), { recursive: true, mode: 0o700 })
  await writeFile(file, JSON.stringify(DESK), { mode: 0o600 })
  const before = await profile.start()
  await goTo(before.page, 'Servers')
  await before.page.getByRole('button', { name: 'Add server' }).first().click()
  const dialog = before.page.getByRole('dialog', { name: 'Add server' })
  await dialog.getByRole('combobox', { name: 'System' }).fill('Ticket desk')
  await before.page.getByRole('option', { name: 'Ticket desk' }).click()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Desk')
  await dialog.getByRole('textbox', { name: 'URL' }).fill('http://127.0.0.1:9')
  await dialog.getByRole('button', { name: 'Add server' }).click()
  await expect(dialog).toBeHidden()
  await before.stop()
  await writeFile(file, JSON.stringify({ ...DESK, fields: {} }), { mode: 0o600 })

  const { page } = await profile.start()
  await goTo(page, 'Servers')
  const servers = page.getByRole('table', { name: 'Servers' })
  await expect(servers).toContainText('Desk is not asked: its profile, ticket-desk.json, cannot be used.')
  await expect(servers.getByRole('list', { name: 'What is wrong' })).toContainText('fields')
  await page.getByRole('button', { name: 'Actions for Desk' }).click()
  await page.getByRole('menuitem', { name: 'Test connection' }).click()
  await expect(page.getByRole('dialog', { name: 'Test connection: Desk' })).toContainText('The test could not be made')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Actions for Desk' }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await expect(page.getByRole('dialog', { name: 'Edit Desk' })).toContainText('ticket-desk.json, cannot be used')
})
