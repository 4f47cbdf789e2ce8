import { readdir, readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { PracticeAnnouncement } from '../../src/main/practice/announcement.ts'
import { type Practice, startPractice } from '../../src/main/practice/practice.ts'
import { expect, goTo, rowsWith, serverInStrip, serverRow, test } from './rollcall.ts'

let practice: Practice
const others: Server[] = []

test.beforeEach(async () => {
  practice = await startPractice({ sessions: null })
})

test.afterEach(async () => {
  await practice.close()
  for (const server of others.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server of the test's own; gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  others.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The practice server that speaks the API as it is documented, as a server of somebody's own. */
function adminApi(): PracticeAnnouncement & { readonly secret: string } {
  const announcement = practice.announcements.find(({ id }) => id === 'practice-admin')
  if (announcement?.secret == null) throw new Error('no practice server')
  return { ...announcement, secret: announcement.secret }
}

interface Entry {
  readonly name: string
  readonly url: string
  readonly secret: string
}

/** Fills the dialog *Add server*. */
async function fillServer(page: Page, { name, url, secret }: Entry): Promise<void> {
  await goTo(page, 'Servers')
  await page.getByRole('button', { name: 'Add server' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add server' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await dialog.getByRole('textbox', { name: 'URL' }).fill(url)
  await dialog.getByRole('button', { name: 'X-API-Key' }).click()
  await dialog.getByLabel('Secret', { exact: true }).fill(secret)
}

async function addServer(page: Page, entry: Entry): Promise<void> {
  await fillServer(page, entry)
  const dialog = page.getByRole('dialog', { name: 'Add server' })
  await dialog.getByRole('button', { name: 'Add server' }).click()
  await expect(dialog).toBeHidden()
}

async function chooseAction(page: Page, server: string, action: string): Promise<void> {
  await serverRow(page, server)
    .getByRole('button', { name: `Actions for ${server}` })
    .click()
  await page.getByRole('menu').getByRole('menuitem', { name: action, exact: true }).click()
}

/** The files below a folder that hold this text. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  expect(files.length).toBeGreaterThan(1)
  const hits = await Promise.all(files.map(async (file) => ((await readFile(file)).includes(text) ? [file] : [])))
  return hits.flat()
}

test('a server is tested, added, read, and its secret is never seen again', async ({ profile }) => {
  const { page, stop } = await profile.start()
  const { draft, secret } = adminApi()
  await fillServer(page, { name: 'Office', url: draft.url, secret })
  const dialog = page.getByRole('dialog', { name: 'Add server' })
  await dialog.getByRole('button', { name: 'Test connection' }).click()
  await expect(dialog.getByRole('region', { name: 'Test connection' })).toContainText('Everything works')
  await dialog.getByRole('textbox', { name: 'Tags' }).fill('north, front desk')
  await dialog.getByRole('button', { name: 'Add server' }).click()
  await expect(serverRow(page, 'Office')).toContainText('live')
  await expect(serverRow(page, 'Office').getByRole('list', { name: 'Tags' }).getByRole('listitem')).toHaveText(['north', 'front desk'])
  await expect(serverRow(page, 'Office')).toContainText(/In the keychain|Kept until quit/)

  await goTo(page, 'Sessions')
  await expect(rowsWith(page, 'ngozi.okafor')).toHaveCount(10)

  await goTo(page, 'Servers')
  await chooseAction(page, 'Office', 'Edit')
  await expect(page.getByRole('dialog', { name: 'Edit Office' }).getByLabel('Secret', { exact: true })).toHaveValue('')
  expect(await page.content()).not.toContain(secret)
  expect(await filesWith(profile.dataFolder, secret)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await chooseAction(page, 'Office', 'Remove')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove server' }).click()
  await expect(serverRow(page, 'Office')).toHaveCount(0)
  await stop()
  expect(await filesWith(profile.dataFolder, secret)).toEqual([])
  expect(await filesWith(profile.dataFolder, 'ngozi.okafor')).not.toEqual([])
})

test('Test connection tells what is wrong: address, name, connection, TLS, sign-in, right, or the shape of the answer', async ({
  profile,
}) => {
  const { page } = await profile.start()
  const { draft, secret } = adminApi()
  const forbids = await serve((_request, response) => response.writeHead(403).end())
  const talksOtherwise = await serve((_request, response) =>
    response.setHeader('content-type', 'application/json').end('{"weather":"fine"}'),
  )
  const gone = await serve(() => undefined)
  await new Promise((resolve) => others.pop()?.close(resolve))
  await fillServer(page, { name: 'Office', url: draft.url, secret })
  const dialog = page.getByRole('dialog', { name: 'Add server' })
  const result = dialog.getByRole('region', { name: 'Test connection' })

  const cases = [
    ['http://sessions.example.org', secret, 'Address'],
    ['https://no-such-name.invalid', secret, 'Name'],
    [gone, secret, 'Connection'],
    [draft.url.replace('http:', 'https:'), secret, 'TLS'],
    [draft.url, 'a wrong secret', 'Sign-in'],
    [forbids, secret, 'Right'],
    [talksOtherwise, secret, 'Shape of the answer'],
  ] as const
  for (const [url, given, step] of cases) {
    await dialog.getByRole('textbox', { name: 'URL' }).fill(url)
    await dialog.getByLabel('Secret', { exact: true }).fill(given)
    await dialog.getByRole('button', { name: 'Test connection' }).click()
    await expect(result.getByRole('status'), url).toHaveText(`Failed at: ${step}`, { timeout: 20_000 })
  }
})

test('a server that is down can be saved, says what is wrong, and keeps the others working', async ({ profile }) => {
  const { page } = await profile.start()
  const { draft, secret } = adminApi()
  const gone = await serve(() => undefined)
  await new Promise((resolve) => others.pop()?.close(resolve))
  await addServer(page, { name: 'Office', url: draft.url, secret })
  await addServer(page, { name: 'Branch', url: gone, secret: 'anything' })
  await expect(serverRow(page, 'Office')).toContainText('live')
  await expect(serverRow(page, 'Branch')).toContainText('offline')
  await expect(serverInStrip(page, 'Branch')).toContainText('offline')
})

test('another address detaches the secret: it is asked for again and never sent there', async ({ profile }) => {
  const requests: string[] = []
  const elsewhere = await serve((request, response) => {
    requests.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    response.end('{}')
  })
  const { page } = await profile.start()
  const { draft, secret } = adminApi()
  await addServer(page, { name: 'Office', url: draft.url, secret })
  await expect(serverRow(page, 'Office')).toContainText('live')

  await chooseAction(page, 'Office', 'Edit')
  const dialog = page.getByRole('dialog', { name: 'Edit Office' })
  await dialog.getByRole('textbox', { name: 'URL' }).fill(elsewhere)
  await expect(dialog).toContainText('the secret is asked for again')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(serverRow(page, 'Office')).toContainText('Needed')
  await serverRow(page, 'Office').getByRole('button', { name: 'Refresh Office' }).click()
  await page.waitForTimeout(2000)
  expect(requests.filter((request) => request.includes(secret))).toEqual([])
  expect(requests).toEqual([])

  await chooseAction(page, 'Office', 'Edit')
  await dialog.getByRole('textbox', { name: 'URL' }).fill(draft.url)
  await dialog.getByLabel('Secret', { exact: true }).fill(secret)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(serverRow(page, 'Office')).toContainText('live')
})

test('a server can be paused, and removed with what was read from it', async ({ profile }) => {
  const { page } = await profile.start()
  const { draft, secret } = adminApi()
  await addServer(page, { name: 'Office', url: draft.url, secret })
  await expect(serverRow(page, 'Office')).toContainText('live')
  await serverRow(page, 'Office').getByRole('button', { name: 'Pause Office' }).click()
  await expect(serverRow(page, 'Office')).toContainText('paused')

  await chooseAction(page, 'Office', 'Remove')
  const dialog = page.getByRole('dialog', { name: 'Remove Office' })
  await expect(dialog).toContainText('no session there is ended')
  await dialog.getByRole('radio', { name: /Delete what was read/ }).check()
  await dialog.getByRole('button', { name: 'Remove server' }).click()
  await expect(serverRow(page, 'Office')).toHaveCount(0)
  await goTo(page, 'Sessions')
  await expect(rowsWith(page, 'ngozi.okafor')).toHaveCount(0)
})
