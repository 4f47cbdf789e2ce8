import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { environment, root } from './lib/paths.mjs'
import { runScript, say } from './lib/say.mjs'

const IMAGES = join(root, 'docs', 'images')
const READY = /^Rollcall is ready: (\S+)$/m

/** An answer of a ticket desk that nobody has heard of: what Map fields shows is made of it alone. */
const ANSWER = JSON.stringify({
  ok: true,
  payload: {
    total: 3,
    live: ['ann.miller', 'bob.stone', 'eve.hall'].map((login, index) => ({
      handle: `d-${7301 + index}`,
      who: { login, mail: `${login}@example.org` },
      net: { remote: `198.51.100.${20 + index}`, agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Gecko/20100101 Firefox/149.0' },
      when: { began: 1_790_000_000 + index * 900, seen: '2026-09-21 15:42:10' },
      access_token: '[secret]',
    })),
  },
})

/**
 * `npm run screenshots`: takes the pictures of every screen, light and dark, from the built program with its practice servers, into
 * `docs/images/`. Run it after a change that shows, look at each picture, and commit them with the change. Needs an installed Chromium.
 */
await runScript(async () => {
  mkdirSync(IMAGES, { recursive: true })
  const browser = await chromium.launch({ executablePath: process.env.ROLLCALL_CHROMIUM ?? '/usr/bin/chromium' })
  try {
    for (const scheme of /** @type {const} */ (['light', 'dark'])) await takeAll(browser, scheme)
    await takeOthers(browser)
  } finally {
    await browser.close()
  }
  say(`took the pictures into docs/images`)
  return 0
})

/** @param {import('@playwright/test').Browser} browser @param {'light' | 'dark'} scheme */
async function takeAll(browser, scheme) {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-screens-'))
  const take = (/** @type {import('@playwright/test').Page} */ page, /** @type {string} */ name) =>
    page.screenshot({ path: join(IMAGES, `${name}-${scheme}.png`), animations: 'disabled' })
  try {
    await withHost(browser, { colorScheme: scheme }, [`--data=${data}`, '--practice'], (page) => takeLive(page, take))
    await withHost(browser, { colorScheme: scheme }, [`--data=${data}`], async (page) => {
      await page.getByText('offline since').first().waitFor()
      await take(page, 'offline')
    })
    const empty = mkdtempSync(join(tmpdir(), 'rollcall-screens-'))
    await withHost(browser, { colorScheme: scheme }, [`--data=${empty}`], async (page) => {
      await page
        .getByRole('button', { name: 'Add server' })
        .or(page.getByRole('link', { name: /Add/ }))
        .first()
        .waitFor()
      await take(page, 'empty')
    })
    rmSync(empty, { recursive: true, force: true })
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** The sessions as they look elsewhere: in German, in a contrast theme, and on a large screen. @param {import('@playwright/test').Browser} browser */
async function takeOthers(browser) {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-screens-'))
  const others = /** @type {const} */ ({
    german: { locale: 'de-DE' },
    contrast: { forcedColors: 'active', colorScheme: 'dark' },
    wide: { viewport: { width: 2560, height: 1440 } },
  })
  try {
    for (const [name, look] of Object.entries(others)) {
      await withHost(browser, look, [`--data=${data}`, '--practice'], async (page) => {
        const ticks = page.getByRole('grid').getByRole('checkbox').and(page.locator(':enabled'))
        await ticks.nth(12).waitFor()
        for (const index of [3, 6]) await ticks.nth(index).click()
        await page.screenshot({ path: join(IMAGES, `sessions-${name}.png`), animations: 'disabled' })
      })
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/**
 * Ways to find somebody. They leave the grid as it was.
 *
 * @param {import('@playwright/test').Page} page
 * @param {(page: import('@playwright/test').Page, name: string) => Promise<unknown>} take
 */
async function takeFinding(page, take) {
  const grid = page.getByRole('grid', { name: 'Sessions' })
  const search = page
    .getByRole('search')
    .getByRole('textbox', { name: 'Search sessions' })
    .or(page.getByRole('searchbox', { name: 'Search sessions' }))
  await search.fill('o idle>2m -server:Reef type:browser ')
  await page.getByRole('list', { name: 'Filters' }).getByRole('listitem').nth(2).waitFor()
  await search.blur()
  await take(page, 'filtered')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await search.fill('')
  await page.getByRole('button', { name: 'Group', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'User', exact: true }).click()
  await grid
    .getByRole('button', { name: /^Open the group / })
    .first()
    .click()
  await grid
    .getByRole('button', { name: /^Close the group / })
    .first()
    .waitFor()
  await take(page, 'grouped')
  await page.getByRole('button', { name: /^View: / }).click()
  await page.getByRole('menu', { name: 'Views' }).waitFor()
  await take(page, 'views')
  await page.getByRole('menuitem', { name: 'Discard changes' }).click()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('option').nth(5).waitFor()
  await take(page, 'palette')
  await page.keyboard.press('Escape')
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {(page: import('@playwright/test').Page, name: string) => Promise<unknown>} take
 */
async function takeLive(page, take) {
  const grid = page.getByRole('grid', { name: 'Sessions' })
  // Guarded rows can't be ticked.
  const ticks = grid.getByRole('checkbox', { name: /^Select row: / }).and(page.locator(':enabled'))
  await ticks.nth(20).waitFor()
  await takeFinding(page, take)
  await ticks.nth(20).waitFor()
  await grid.getByRole('gridcell', { name: 'lars.sorensen', exact: true }).first().click()
  await page.keyboard.press('Enter')
  await page.getByText('Other sessions of this user here').waitFor()
  await take(page, 'details')
  await page.keyboard.press('Escape')
  for (const index of [2, 6, 9]) await ticks.nth(index).click()
  await take(page, 'sessions')
  await page.getByRole('button', { name: 'Terminate selected' }).click()
  const confirm = page.getByRole('button', { name: 'Terminate 3 sessions' })
  await confirm.and(page.locator(':enabled')).waitFor()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Ticket 4711: laptop reported lost')
  await take(page, 'review')
  await confirm.click()
  await page.getByText('3 of 3 terminated').waitFor()
  await take(page, 'run')
  await page.keyboard.press('Escape')
  for (const name of /** @type {const} */ (['Journal', 'Servers', 'Settings'])) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 300))))
    await take(page, name.toLowerCase())
  }
  await page.getByRole('navigation').getByRole('link', { name: 'Servers', exact: true }).click()
  await page.getByRole('button', { name: 'Add server' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Keep production')
  await page.getByRole('textbox', { name: 'URL' }).fill('https://keep.invalid')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await page
    .getByText(/not found|could not be found|no such name/i)
    .first()
    .waitFor()
  await take(page, 'add-server')
  await page.getByRole('combobox', { name: 'System' }).press('ArrowDown')
  await page.getByRole('option', { name: 'Lasernet Keep' }).waitFor()
  await take(page, 'choose-system')
  await page.getByRole('option', { name: 'Lasernet Keep' }).click()
  await page.getByText('To be filled in').first().scrollIntoViewIfNeeded()
  await take(page, 'add-keep')
  await takeMapping(page, take)
  await takeProfiles(page, take)
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {(page: import('@playwright/test').Page, name: string) => Promise<unknown>} take
 */
async function takeMapping(page, take) {
  await page.getByRole('button', { name: 'Describe another system' }).click()
  const map = page.getByRole('dialog', { name: 'Map fields' })
  await map.getByRole('textbox', { name: 'URL' }).fill('https://desk.example.org')
  await map.getByRole('group', { name: 'List of sessions' }).getByRole('textbox', { name: 'Path' }).fill('/v1/live')
  await map.getByRole('radio', { name: 'Paste an answer' }).check()
  await map.getByRole('textbox', { name: 'Answer' }).fill(ANSWER)
  await take(page, 'map-answer')
  await map.getByRole('button', { name: 'Use this answer' }).click()
  await map.getByRole('cell', { name: 'bob.stone', exact: true }).waitFor()
  await take(page, 'map-fields')
  await map.getByRole('tab', { name: 'Pages and ending' }).click()
  await take(page, 'map-ending')
  await map.getByRole('tab', { name: 'Name and save' }).click()
  await map.getByRole('textbox', { name: 'Name of the system' }).fill('Ticket desk')
  await map.getByRole('button', { name: 'Save profile' }).click()
  await map.waitFor({ state: 'hidden' })
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {(page: import('@playwright/test').Page, name: string) => Promise<unknown>} take
 */
async function takeProfiles(page, take) {
  const saved = page.getByRole('table', { name: 'Saved profiles' })
  await saved.getByRole('button', { name: 'Actions for Ticket desk' }).waitFor()
  // The notice about the saving has gone by then.
  await page.locator('.MuiSnackbarContent-message').waitFor({ state: 'hidden' })
  await take(page, 'profiles')
  await saved.getByRole('button', { name: 'Actions for Ticket desk' }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await page.getByText('Nothing to correct').waitFor()
  await page.getByRole('textbox', { name: 'Profile' }).press('ControlOrMeta+Home')
  await take(page, 'profile-editor')
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {import('@playwright/test').BrowserContextOptions} look
 * @param {readonly string[]} options
 * @param {(page: import('@playwright/test').Page) => Promise<unknown>} work
 */
async function withHost(browser, look, options, work) {
  const host = spawn('node', [join(root, 'out', 'main', 'loopback.js'), '--no-open', ...options], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    ...look,
  })
  try {
    const page = await context.newPage()
    await page.goto(await readyUrl(host))
    await work(page)
  } finally {
    await context.close()
    const closed = once(host, 'close')
    host.kill('SIGINT')
    await closed
  }
}

/** @param {import('node:child_process').ChildProcess} host @returns {Promise<string>} */
async function readyUrl(host) {
  let said = ''
  for await (const part of host.stdout ?? []) {
    said += part
    const url = READY.exec(said)?.[1]
    if (url) return url
  }
  throw new Error('The host ended before it was ready.')
}
