import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { test as base, expect, goTo, serverInStrip } from './rollcall.ts'

const AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0 Safari/537.36'

/** A server of somebody's own whose people the test decides on: nobody comes or goes by themselves. */
export interface Office {
  readonly url: string
  /** Signs these users in, one session each, in this order. */
  signIn(...users: string[]): void
  /** Signs one user in whose session is older, or comes from elsewhere. */
  signInFrom(user: string, from: { readonly address?: string; readonly hoursAgo?: number }): void
  /** Signs a user out, as they would do it themselves. */
  signOut(user: string): void
  /** Who is signed in. */
  readonly users: readonly string[]
  /** Answers no request to end a session until `goOn`. */
  holdBack(): void
  goOn(): void
  /** Answers nothing at all from now on, as a machine that hangs, until `thaw`. */
  freeze(): void
  thaw(): void
}

/** Tests with an office, which is closed after them. */
export const test = base.extend<{ office: Office }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are needed
  office: async ({}, use) => {
    const { office, close } = await openOffice()
    await use(office)
    await close()
  },
})

/** One session as the office lists it. */
interface Visit {
  readonly id: string
  readonly username: string
  readonly ipAddress: string
  readonly createdAt: string
  readonly lastActiveAt: string
}

/** Opens an office for a test that needs several; whoever opens it closes it. */
export async function openOffice(): Promise<{ office: Office; close: () => Promise<void> }> {
  let sessions: Visit[] = []
  let held: Promise<void> = Promise.resolve()
  let release = (): void => undefined
  let frozen: Promise<void> = Promise.resolve()
  let warm = (): void => undefined
  const server = createServer(async (request, response) => {
    await frozen
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://office')
    if (request.method === 'GET') {
      const offset = Number(searchParams.get('offset') ?? 0)
      const rows = sessions.slice(offset, offset + Number(searchParams.get('limit') ?? 50))
      const body = { sessions: rows.map((row) => ({ ...row, userAgent: AGENT })), total: sessions.length }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
      return
    }
    await held
    const before = sessions.length
    sessions = sessions.filter(({ id }) => id !== pathname.split('/').at(-1))
    response.writeHead(sessions.length < before ? 204 : 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let visits = 0
  const visit = (username: string, address: string, hoursAgo: number): void => {
    visits += 1
    const createdAt = new Date(Date.now() - hoursAgo * 3_600_000).toISOString()
    sessions.push({
      id: `id-of-${username.slice(0, 100)}-${visits}`,
      username,
      ipAddress: address,
      createdAt,
      lastActiveAt: new Date().toISOString(),
    })
  }
  const office: Office = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    signIn: (...users) => {
      for (const username of users) visit(username, '192.0.2.7', 0)
    },
    signInFrom: (user, { address = '192.0.2.7', hoursAgo = 0 }) => visit(user, address, hoursAgo),
    signOut: (user) => {
      sessions = sessions.filter(({ username }) => username !== user)
    },
    get users() {
      return sessions.map(({ username }) => username)
    },
    holdBack: () => {
      held = new Promise((resolve) => {
        release = resolve
      })
    },
    goOn: () => release(),
    freeze: () => {
      frozen = new Promise((resolve) => {
        warm = resolve
      })
    },
    thaw: () => warm(),
  }
  const close = async (): Promise<void> => {
    release()
    warm()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { office, close }
}

/** What the office is called, how often it is read, and how long its answers may take, in seconds. */
interface Manner {
  readonly name?: string
  readonly interval?: number
  readonly timeout?: number
}

/** Adds the office as a server without a sign-in, and goes back to the sessions when it was read. */
export async function addOffice(page: Page, { url }: Office, { name = 'Office', interval, timeout }: Manner = {}): Promise<void> {
  await goTo(page, 'Servers')
  await page.getByRole('button', { name: 'Add server' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add server' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await dialog.getByRole('textbox', { name: 'URL' }).fill(url)
  if (interval !== undefined) await dialog.getByRole('textbox', { name: 'Interval (s)' }).fill(String(interval))
  if (timeout !== undefined) await dialog.getByRole('textbox', { name: 'Timeout (s)' }).fill(String(timeout))
  await dialog.getByRole('combobox', { name: 'Sign-in' }).click()
  await page.getByRole('option', { name: 'None' }).click()
  await dialog.getByRole('button', { name: 'Add server' }).click()
  await expect(dialog).toBeHidden()
  await expect(serverInStrip(page, name)).toContainText('live')
  await goTo(page, 'Sessions')
}
