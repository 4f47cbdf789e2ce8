import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  hostsWithFixtureServices,
  type LoopbackHost,
  removeTemporaryFolders,
  startLoopback,
  temporaryFolder,
} from '../../fixtures/built-hosts.ts'
import { type RawAnswer, sendRaw } from '../../fixtures/raw-http.ts'

let host: LoopbackHost
let token: string
let cookie: string

beforeAll(async () => {
  host = await startLoopback(hostsWithFixtureServices(), [`--data=${temporaryFolder('access')}`])
  const answer = await swap(host.code)
  token = (JSON.parse(answer.body) as { token: string }).token
  cookie = (answer.headers['set-cookie'] ?? '').split(';')[0] ?? ''
})

afterAll(async () => {
  await host.end()
  removeTemporaryFolders()
})

function swap(code: string): Promise<RawAnswer> {
  const body = JSON.stringify({ code })
  return sendRaw(
    host.port,
    [
      'POST /session HTTP/1.1',
      `Host: 127.0.0.1:${host.port}`,
      `Origin: ${own()}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ],
    body,
  )
}

function own(): string {
  return `http://127.0.0.1:${host.port}`
}

// Each table gives the header's value, undefined for "not sent", and the status it alone leads to, or null when it is fine.
type Choice = readonly [name: string, value: (() => string | undefined) | undefined, refusal: number | null]

const HOSTS: readonly Choice[] = [
  ['our own', () => `127.0.0.1:${host.port}`, null],
  ['localhost', () => `localhost:${host.port}`, 403],
  ['a rebound name', () => `evil.test:${host.port}`, 403],
  ['another port', () => `127.0.0.1:${host.port + 1}`, 403],
  ['no port', () => '127.0.0.1', 403],
  ['a trailing dot', () => `127.0.0.1.:${host.port}`, 403],
  ['0.0.0.0', () => `0.0.0.0:${host.port}`, 403],
  ['IPv6', () => `[::1]:${host.port}`, 403],
  ['empty', () => '', 403],
  ['none', undefined, 400],
]
const ORIGINS: readonly Choice[] = [
  ['our own', own, null],
  ['foreign', () => 'http://evil.test', 403],
  ['another port of this machine', () => `http://127.0.0.1:${host.port + 1}`, 403],
  ['our own by https', () => `https://127.0.0.1:${host.port}`, 403],
  ['one that starts like ours', () => `http://127.0.0.1:${host.port}.evil.test`, 403],
  ['null', () => 'null', 403],
  ['none', undefined, 403],
]
const SITES: readonly Choice[] = [
  ['not said', undefined, null],
  ['same-origin', () => 'same-origin', null],
  ['same-site', () => 'same-site', 403],
  ['cross-site', () => 'cross-site', 403],
]
const KEYS: readonly Choice[] = [
  ['cookie and token', () => 'both', null],
  ['the cookie alone', () => 'cookie', 401],
  ['the token alone', () => 'token', 401],
  ['a wrong token', () => 'wrong-token', 401],
  ['a wrong cookie', () => 'wrong-cookie', 401],
  ['neither', () => 'none', 401],
]

function keyHeaders(kind: string | undefined): string[] {
  const sentCookie = kind === 'wrong-cookie' ? `${cookie.split('=')[0]}=${'A'.repeat(43)}` : cookie
  const sentToken = kind === 'wrong-token' ? 'A'.repeat(43) : token
  return [
    ...(['both', 'cookie', 'wrong-token', 'wrong-cookie'].includes(kind ?? '') ? [`Cookie: ${sentCookie}`] : []),
    ...(['both', 'token', 'wrong-token', 'wrong-cookie'].includes(kind ?? '') ? [`Sec-WebSocket-Protocol: rollcall.${sentToken}`] : []),
  ]
}

function line(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name}: ${value}`]
}

const UPGRADE = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']

describe('a WebSocket opens only with our host, our origin, no other site, the cookie and the token', () => {
  const rows = HOSTS.flatMap((hostChoice) =>
    ORIGINS.flatMap((origin) => SITES.flatMap((site) => KEYS.map((keys) => ({ hostChoice, origin, site, keys })))),
  )
  // Every single fault alone and every pair of faults; more faults at once tell nothing new.
  const telling = rows.filter((row) => [row.hostChoice, row.origin, row.site, row.keys].filter((choice) => choice[2] !== null).length <= 2)

  test('there are enough shapes', () => expect(telling.length).toBeGreaterThan(200))

  test('each shape gets exactly the status of its first fault', { timeout: 120_000 }, async () => {
    const wrong: string[] = []
    await eachAtMost(16, telling, async ({ hostChoice, origin, site, keys }) => {
      const expected = hostChoice[2] ?? origin[2] ?? site[2] ?? keys[2] ?? 101
      const answer = await sendRaw(host.port, [
        'GET /service/reader HTTP/1.1',
        ...line('Host', hostChoice[1]?.()),
        ...line('Origin', origin[1]?.()),
        ...line('Sec-Fetch-Site', site[1]?.()),
        ...keyHeaders(keys[1]?.()),
        ...UPGRADE,
      ])
      if (answer.status !== expected)
        wrong.push(`${hostChoice[0]}, ${origin[0]}, ${site[0]}, ${keys[0]}: ${answer.status}, not ${expected}`)
    })
    expect(wrong).toEqual([])
  })
})

describe('a code is swapped only by our own page', () => {
  const rows = HOSTS.flatMap((hostChoice) => ORIGINS.flatMap((origin) => SITES.map((site) => ({ hostChoice, origin, site }))))
  const telling = rows.filter((row) => [row.hostChoice, row.origin, row.site].filter((choice) => choice[2] !== null).length <= 2)

  test('each shape gets exactly the status of its first fault', { timeout: 120_000 }, async () => {
    const wrong: string[] = []
    const body = JSON.stringify({ code: 'A'.repeat(43) })
    await eachAtMost(16, telling, async ({ hostChoice, origin, site }) => {
      const expected = hostChoice[2] ?? origin[2] ?? site[2] ?? 401
      const answer = await sendRaw(
        host.port,
        [
          'POST /session HTTP/1.1',
          ...line('Host', hostChoice[1]?.()),
          ...line('Origin', origin[1]?.()),
          ...line('Sec-Fetch-Site', site[1]?.()),
          'Content-Type: application/json',
          `Content-Length: ${body.length}`,
        ],
        body,
      )
      if (answer.status !== expected) wrong.push(`${hostChoice[0]}, ${origin[0]}, ${site[0]}: ${answer.status}, not ${expected}`)
      if (answer.headers['set-cookie'] !== undefined) wrong.push('a cookie was given')
    })
    expect(wrong).toEqual([])
  })

  test('and only once', async () => {
    expect((await swap(host.code)).status).toBe(401)
  })

  test.for([
    ['a form', 'application/x-www-form-urlencoded', 415],
    ['text, which needs no question beforehand', 'text/plain', 415],
    ['JSON with a suffix', 'application/json; charset=utf-8', 415],
  ] as const)('not from %s', async ([, type, status]) => {
    const answer = await sendRaw(
      host.port,
      ['POST /session HTTP/1.1', `Host: 127.0.0.1:${host.port}`, `Origin: ${own()}`, `Content-Type: ${type}`, 'Content-Length: 2'],
      '{}',
    )
    expect(answer.status).toBe(status)
  })

  test('a body that never ends is cut off', async () => {
    const answer = await sendRaw(
      host.port,
      [
        'POST /session HTTP/1.1',
        `Host: 127.0.0.1:${host.port}`,
        `Origin: ${own()}`,
        'Content-Type: application/json',
        'Content-Length: 5000',
      ],
      'x'.repeat(5000),
    )
    expect([0, 401]).toContain(answer.status)
  })
})

describe('the page', () => {
  const FETCHES: readonly (readonly [string, readonly string[], number])[] = [
    ['typed into the address bar', ['Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'], 200],
    ['opened by the file that hides the code', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'], 200],
    ['asked for by itself', ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Dest: empty'], 200],
    ['framed by another page', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'], 403],
    ['fetched by another page', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: empty'], 403],
    ['fetched by a page on another port', ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Dest: empty'], 403],
    ['used as an image by another page', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: image'], 403],
    ['used as a script by another page', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: script'], 403],
  ]
  test.for(FETCHES)('%s', async ([, headers, status]) => {
    const answer = await sendRaw(host.port, ['GET / HTTP/1.1', `Host: 127.0.0.1:${host.port}`, ...headers])
    expect(answer.status).toBe(status)
    if (status !== 200) expect(answer.body).toBe('')
  })

  const SHAPES: readonly (readonly [string, readonly string[], number])[] = [
    ['two hosts, ours first', ['GET / HTTP/1.1', 'Host: 127.0.0.1:PORT', 'Host: evil.test'], 400],
    ['two hosts, ours last', ['GET / HTTP/1.1', 'Host: evil.test', 'Host: 127.0.0.1:PORT'], 400],
    ['two origins', ['GET / HTTP/1.1', 'Host: 127.0.0.1:PORT', 'Origin: http://127.0.0.1:PORT', 'Origin: http://evil.test'], 400],
    ['HTTP/1.0 without a host', ['GET / HTTP/1.0'], 400],
    ['HTTP/1.0 with a foreign host', ['GET / HTTP/1.0', 'Host: evil.test'], 403],
    ['an absolute target of ours', ['GET http://127.0.0.1:PORT/ HTTP/1.1', 'Host: 127.0.0.1:PORT'], 400],
    ['an absolute target of another host', ['GET http://evil.test/ HTTP/1.1', 'Host: 127.0.0.1:PORT'], 400],
    ['a target that is a host to some', ['GET //evil.test/ HTTP/1.1', 'Host: 127.0.0.1:PORT'], 400],
    ['a target that is no path', ['OPTIONS * HTTP/1.1', 'Host: 127.0.0.1:PORT'], 400],
    [
      'a question whether another page may ask',
      ['OPTIONS /session HTTP/1.1', 'Host: 127.0.0.1:PORT', 'Origin: http://evil.test', 'Access-Control-Request-Method: POST'],
      405,
    ],
    ['DELETE', ['DELETE / HTTP/1.1', 'Host: 127.0.0.1:PORT'], 405],
    ['PUT', ['PUT /session HTTP/1.1', 'Host: 127.0.0.1:PORT', 'Content-Length: 0'], 405],
    ['POST to the page', ['POST / HTTP/1.1', 'Host: 127.0.0.1:PORT', 'Content-Length: 0'], 405],
    ['GET of the session', ['GET /session HTTP/1.1', 'Host: 127.0.0.1:PORT'], 405],
    ['a service without an upgrade', ['GET /service/reader HTTP/1.1', 'Host: 127.0.0.1:PORT'], 404],
    ['a file that is not the page', ['GET /package.json HTTP/1.1', 'Host: 127.0.0.1:PORT'], 404],
    ['a way out of the folder', ['GET /../main/loopback.js HTTP/1.1', 'Host: 127.0.0.1:PORT'], 404],
    ['an encoded way out', ['GET /..%2fmain%2floopback.js HTTP/1.1', 'Host: 127.0.0.1:PORT'], 404],
    ['a way out through a known folder', ['GET /assets/../../main/loopback.js HTTP/1.1', 'Host: 127.0.0.1:PORT'], 404],
    ['a way out with backslashes', ['GET /..\\main\\loopback.js HTTP/1.1', 'Host: 127.0.0.1:PORT'], 404],
    ['a NUL', ['GET /index.html%00.js HTTP/1.1', 'Host: 127.0.0.1:PORT'], 404],
  ]
  test.for(SHAPES)('%s is refused', async ([, lines, status]) => {
    const answer = await sendRaw(
      host.port,
      lines.map((text) => text.replaceAll('PORT', String(host.port))),
    )
    expect(answer.status).toBe(status)
    expect(answer.body).toBe('')
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  })

  test('carries every protection in its headers, and each document a nonce of its own', async () => {
    const get = () => sendRaw(host.port, ['GET / HTTP/1.1', `Host: 127.0.0.1:${host.port}`])
    const [first, second] = [await get(), await get()]
    expect(first.headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    const policy = first.headers['content-security-policy'] ?? ''
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1]
    expect(policy.replace(String(nonce), 'N').split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-N'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
    expect(first.body).toContain(`<meta property="csp-nonce" content="${nonce}">`)
    expect(second.headers['content-security-policy']).not.toBe(policy)
  })

  test('the cookie is for this port, this site and no script', async () => {
    expect(cookie).toMatch(new RegExp(`^rollcall-${host.port}=[\\w-]{43}$`))
    const fresh = await startLoopback(hostsWithFixtureServices(), [`--data=${temporaryFolder('cookie')}`])
    const body = JSON.stringify({ code: fresh.code })
    const answer = await sendRaw(
      fresh.port,
      [
        'POST /session HTTP/1.1',
        `Host: 127.0.0.1:${fresh.port}`,
        `Origin: http://127.0.0.1:${fresh.port}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
      ],
      body,
    )
    expect(answer.headers['set-cookie']).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    await fresh.end()
  })

  test('the keys of one run open nothing in the next', async () => {
    const next = await startLoopback(hostsWithFixtureServices(), [`--data=${temporaryFolder('next')}`])
    const answer = await sendRaw(next.port, [
      'GET /service/reader HTTP/1.1',
      `Host: 127.0.0.1:${next.port}`,
      `Origin: http://127.0.0.1:${next.port}`,
      `Cookie: rollcall-${next.port}=${cookie.split('=')[1]}`,
      `Sec-WebSocket-Protocol: rollcall.${token}`,
      ...UPGRADE,
    ])
    expect(answer.status).toBe(401)
    await next.end()
  })

  test('a service that does not exist is not found, also with every key', async () => {
    for (const path of ['/service/keychain', '/service/practice', '/service/', '/service/reader/', '/service/reader?x', '/']) {
      const answer = await sendRaw(host.port, [
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${host.port}`,
        `Origin: ${own()}`,
        ...keyHeaders('both'),
        ...UPGRADE,
      ])
      expect([path, answer.status]).toEqual([path, 404])
    }
  })

  test('the cookie counts among others of its name, which any port of this machine may set', async () => {
    const answer = await sendRaw(host.port, [
      'GET /service/collector HTTP/1.1',
      `Host: 127.0.0.1:${host.port}`,
      `Origin: ${own()}`,
      `Cookie: other=1; rollcall-${host.port}=tossed; ${cookie}`,
      `Sec-WebSocket-Protocol: rollcall.${token}`,
      ...UPGRADE,
    ])
    expect(answer.status).toBe(101)
  })
})

/** Runs work over all items, a few at a time, so that the host's connection limit is not what is tested. */
async function eachAtMost<Item>(limit: number, items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items]
  await Promise.all(
    Array.from({ length: limit }, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item)
    }),
  )
}
