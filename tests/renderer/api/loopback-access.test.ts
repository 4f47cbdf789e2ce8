import { describe, expect, it } from 'vitest'
import { gainAccess } from '../../../src/renderer/api/loopback-access.ts'

/** As much of a browser window as the swap of the code needs. */
function pageAt(hash: string, answer: { status: number; body?: unknown }, kept: string | null = null) {
  const stored = new Map(kept === null ? [] : [['rollcall.token', kept]])
  const seen: { hash: string; requests: { url: string; body: string }[] } = { hash, requests: [] }
  const page = {
    location: { hash },
    history: { replaceState: (_: unknown, __: string, url: string) => Object.assign(seen, { hash: url }) },
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    },
    fetch: async (url: string, init: { body: string }) => {
      seen.requests.push({ url, body: init.body })
      return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status })
    },
  } as unknown as Window
  return { page, seen, stored }
}

describe('gainAccess', () => {
  it('swaps the code in the address for a token and keeps the token for this tab', async () => {
    const { page, seen, stored } = pageAt('#code=abc-1', { status: 200, body: { token: 't0' } })
    await expect(gainAccess(page)).resolves.toEqual({ kind: 'token', token: 't0' })
    expect(seen.requests).toEqual([{ url: '/session', body: '{"code":"abc-1"}' }])
    expect(stored.get('rollcall.token')).toBe('t0')
  })

  it('takes the code out of the address before it asks', async () => {
    const { page, seen } = pageAt('#code=abc-1', { status: 200, body: { token: 't0' } })
    const access = gainAccess(page)
    expect(seen.hash).toBe('#/sessions')
    await access
  })

  it('uses the token of this tab after a reload, without a request', async () => {
    const { page, seen } = pageAt('#/journal', { status: 500 }, 't0')
    await expect(gainAccess(page)).resolves.toEqual({ kind: 'token', token: 't0' })
    expect(seen.requests).toEqual([])
  })

  it('is refused without a code and a token', async () => {
    const { page } = pageAt('#/sessions', { status: 500 })
    await expect(gainAccess(page)).resolves.toMatchObject({ kind: 'refused' })
  })

  it('is refused when the code was used before', async () => {
    const { page } = pageAt('#code=old', { status: 401 })
    await expect(gainAccess(page)).resolves.toMatchObject({ kind: 'refused' })
  })

  it('is refused when the answer holds no token', async () => {
    const { page, stored } = pageAt('#code=abc', { status: 200, body: { token: 7 } })
    await expect(gainAccess(page)).resolves.toMatchObject({ kind: 'refused' })
    expect(stored.size).toBe(0)
  })
})
