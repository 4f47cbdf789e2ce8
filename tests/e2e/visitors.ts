import type { Page } from '@playwright/test'
import { expect, goTo, serverRow } from './rollcall.ts'

/** Somebody who is really signed in to a practice server, with a browser of their own that holds the cookie. */
export interface Visitor {
  readonly user: string
  readonly server: string
  /** What the server answers to their next request: 200 while the session lives, 401 once it was ended. */
  nextRequest(): Promise<number>
}

/** Where a practice server listens, read from the page Servers: its port is another one at every start. */
async function addressOf(page: Page, server: string): Promise<string> {
  await goTo(page, 'Servers')
  const text = await serverRow(page, server).textContent()
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(text ?? '')?.[0]
  expect(address, `the address of ${server}`).toBeDefined()
  return address ?? ''
}

/** Signs somebody in to a practice server. */
export async function signIn(page: Page, user: string, server: string): Promise<Visitor> {
  return { server, ...(await signInAt(await addressOf(page, server), user)) }
}

/** As `signIn`, at an address. */
export async function signInAt(address: string, user: string): Promise<Omit<Visitor, 'server'>> {
  const login = await fetch(`${address}/login`, { method: 'POST', body: JSON.stringify({ username: user, password: 'a long password' }) })
  expect(login.status).toBe(200)
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { user, nextRequest: async () => (await fetch(`${address}/whoami`, { headers: { cookie } })).status }
}
