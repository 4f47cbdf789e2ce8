import { readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  hostsWithFixtureServices,
  type LoopbackHost,
  removeTemporaryFolders,
  startLoopback,
  temporaryFolder,
} from '../../fixtures/built-hosts.ts'
import { nextMessage, openSession, openSocket, type PageKeys } from '../../fixtures/loopback-client.ts'

/** What a page got out of the host, by the way it tried. Empty where nothing came back. */
type Loot = Record<string, string>

let host: LoopbackHost
let keys: PageKeys
let browser: Browser
let context: BrowserContext
let otherPort: Server
let script: string | undefined

beforeAll(async () => {
  const built = hostsWithFixtureServices()
  script = readdirSync(join(built, 'renderer', 'assets')).find((name) => name.endsWith('.js'))
  host = await startLoopback(built, [`--data=${temporaryFolder('foreign')}`])
  keys = await openSession(host)
  otherPort = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><p>elsewhere'))
  await new Promise<void>((resolve) => otherPort.listen(0, '127.0.0.1', resolve))
  // Chromium's own guard of this machine's ports would stop these pages first, and not every browser has it: here only the host's may hold.
  const args = [
    '--host-resolver-rules=MAP evil.test 127.0.0.1',
    '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
  ]
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args })
  context = await browser.newContext()
  // The admin is signed in in this browser: the cookie goes along wherever the browser lets it.
  const [name = '', value = ''] = keys.cookie.split('=')
  await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/', httpOnly: true, sameSite: 'Strict' }])
})

afterAll(async () => {
  await browser.close()
  otherPort.close()
  await host.end()
  removeTemporaryFolders()
})

function clientsOf(name: string): Promise<number> {
  return openSocket(keys, name).then(async (socket) => {
    socket.send(JSON.stringify({ ask: 'clients' }))
    const { value } = JSON.parse(String(await nextMessage(socket))) as { value: number }
    socket.close()
    return value
  })
}

/** Opens a page on `origin` that is not the host's, and lets it try every way into the host there is. */
async function attackFrom(origin: string, token: string): Promise<{ loot: Loot; statuses: Set<number>; received: number }> {
  const page = await context.newPage()
  const statuses = new Set<number>()
  let received = 0
  page.on('response', (response) => {
    if (!response.url().endsWith('/attack')) statuses.add(response.status())
  })
  page.on('websocket', (socket) => socket.on('framereceived', () => (received += 1)))
  await page.route('**/attack', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>' }))
  await page.goto(`${origin}/attack`)
  // A rebound name reaches the host under that name; every other page must name the host.
  const target = origin === `http://evil.test:${host.port}` ? origin : `http://127.0.0.1:${host.port}`
  const loot = await page.evaluate(tryEverything, { target, token, script: `/assets/${script}` })
  await page.close()
  return { loot, statuses, received }
}

/** Runs in the foreign page. */
async function tryEverything({ target, token, script }: { target: string; token: string; script: string }): Promise<Loot> {
  const loot: Loot = {}
  const read = async (way: string, url: string, init?: RequestInit) => {
    loot[way] = await fetch(target + url, init).then(
      (answer) => answer.text(),
      () => '',
    )
  }
  const body = JSON.stringify({ code: 'A'.repeat(43) })
  await read('fetch of the page', '/', { credentials: 'include' })
  await read('fetch of the page without asking', '/', { mode: 'no-cors', credentials: 'include' })
  await read('fetch of the script', script, { credentials: 'include' })
  await read('swap as JSON', '/session', { method: 'POST', body, headers: { 'content-type': 'application/json' }, credentials: 'include' })
  await read('swap as text', '/session', { method: 'POST', body, mode: 'no-cors', credentials: 'include' })
  await read('a service over HTTP', '/service/reader', { credentials: 'include' })
  loot['a beacon'] = navigator.sendBeacon(`${target}/session`, body) ? '' : ''

  const element = (way: string, make: () => HTMLElement, gave: (made: HTMLElement) => string) =>
    new Promise<void>((resolve) => {
      const made = make()
      const settle = (loaded: boolean) => {
        loot[way] = loaded ? gave(made) : ''
        resolve()
      }
      made.addEventListener('load', () => settle(true))
      made.addEventListener('error', () => settle(false))
      document.body.append(made)
      setTimeout(() => settle(false), 1500)
    })
  await element(
    'an image',
    () => Object.assign(new Image(), { src: `${target}/icon.svg` }),
    (made) => String((made as HTMLImageElement).naturalWidth || ''),
  )
  await element(
    'a script',
    () => Object.assign(document.createElement('script'), { src: target + script }),
    () => 'ran',
  )
  await element(
    'a stylesheet',
    () => Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${target}/` }),
    (made) => ((made as HTMLLinkElement).sheet?.cssRules.length ? 'rules' : ''),
  )
  const frameText = (made: HTMLElement) => {
    try {
      return (made as HTMLIFrameElement).contentDocument?.body.textContent ?? ''
    } catch {
      return ''
    }
  }
  await element('a frame', () => Object.assign(document.createElement('iframe'), { src: `${target}/` }), frameText)
  await new Promise<void>((resolve) => {
    const frame = Object.assign(document.createElement('iframe'), { name: 'answer' })
    const form = Object.assign(document.createElement('form'), {
      method: 'post',
      action: `${target}/session`,
      target: 'answer',
      enctype: 'text/plain',
    })
    form.append(Object.assign(document.createElement('input'), { name: '{"code":"', value: `${'A'.repeat(43)}"}` }))
    document.body.append(frame, form)
    frame.addEventListener('load', () => {
      loot['a form'] = frameText(frame)
    })
    form.submit()
    setTimeout(resolve, 500)
  })

  const socket = (way: string, protocols: string[]) =>
    new Promise<void>((resolve) => {
      const opened = new WebSocket(`${target.replace('http', 'ws')}/service/reader`, protocols)
      loot[way] = ''
      opened.onopen = () => {
        loot[way] = 'opened'
        opened.send('{"ask":"config"}')
      }
      opened.onmessage = (event) => {
        loot[way] = String(event.data)
      }
      opened.onclose = () => resolve()
      setTimeout(resolve, 6000)
    })
  // The best chance first: after failures the browser makes further sockets wait.
  await socket('a WebSocket with a stolen token', [`rollcall.${token}`])
  await socket('a WebSocket', [])
  await socket('a WebSocket with a guessed token', [`rollcall.${'A'.repeat(43)}`])
  return loot
}

test('the attempts work where they may: from the host’s own origin', { timeout: 60_000 }, async () => {
  const { loot, statuses } = await attackFrom(`http://127.0.0.1:${host.port}`, keys.token)
  expect(loot['fetch of the page']).toContain('<div id="root">')
  expect(loot['a WebSocket with a stolen token']).toContain('dataFolder')
  expect(statuses).toContain(200)
})

test.for([
  ['a foreign site', () => `http://evil.test:${(otherPort.address() as AddressInfo).port}`],
  ['a name rebound to this machine and this port', () => `http://evil.test:${host.port}`],
  ['another port of this machine, which gets the cookie too', () => `http://127.0.0.1:${(otherPort.address() as AddressInfo).port}`],
] as const)('a page from %s gets not one byte and changes nothing', { timeout: 60_000 }, async ([, origin]) => {
  const before = await clientsOf('reader')
  const { loot, statuses, received } = await attackFrom(origin(), keys.token)
  expect(Object.keys(loot)).toHaveLength(15)
  expect(Object.entries(loot).filter(([, bytes]) => bytes !== '')).toEqual([])
  expect([...statuses].filter((status) => status < 400)).toEqual([])
  expect(received).toBe(0)
  expect(await clientsOf('reader')).toBe(before + 1)
})
