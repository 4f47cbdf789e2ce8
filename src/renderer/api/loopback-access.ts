const TOKEN_KEY = 'rollcall.token'
const CODE = /^#code=([\w-]+)$/

/** How this page may talk to the loopback host: a token, or the reason why it has none. */
export type Access = { readonly kind: 'token'; readonly token: string } | { readonly kind: 'refused'; readonly why: string }

/**
 * Swaps the one-time code in the address for a cookie and a token, once, and takes the code out of the address and the history before
 * anything else can read it. A reload finds the token of this tab again; another tab has neither code nor token and is refused.
 */
export async function gainAccess(page: Window): Promise<Access> {
  const code = CODE.exec(page.location.hash)?.[1]
  if (code === undefined) return tokenOfTab(page)
  page.history.replaceState(null, '', '#/sessions')
  const answer = await page.fetch('/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
    credentials: 'same-origin',
  })
  if (!answer.ok) {
    const kept = tokenOfTab(page)
    return kept.kind === 'token' ? kept : { kind: 'refused', why: 'The address was used before or is too old.' }
  }
  const body: unknown = await answer.json()
  if (typeof body !== 'object' || body === null || !('token' in body) || typeof body.token !== 'string') {
    return { kind: 'refused', why: 'Rollcall gave no token.' }
  }
  page.sessionStorage.setItem(TOKEN_KEY, body.token)
  return { kind: 'token', token: body.token }
}

function tokenOfTab(page: Window): Access {
  const token = page.sessionStorage.getItem(TOKEN_KEY)
  return token === null
    ? { kind: 'refused', why: 'This tab was not opened from the address that Rollcall printed.' }
    : { kind: 'token', token }
}
