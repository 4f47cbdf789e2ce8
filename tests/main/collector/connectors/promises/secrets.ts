import { expect, it, vi } from 'vitest'
import type { Connector } from '../../../../../src/main/collector/connectors/connector.ts'
import { RollcallError } from '../../../../../src/shared/errors.ts'
import type { Reply } from '../../../../doubles/route.ts'
import { secretOf } from '../../../../doubles/world.ts'
import { type Passed, startGate } from './gate.ts'
import { another, isEnding, isReading, opened, shownOf, unhurried } from './opened.ts'
import type { Stage } from './stage.ts'
import type { Subject } from './table.ts'

/** What careless servers put into rows. */
const PLANTED = ['token', 'accessToken', 'refresh_token', 'sessionCookie', 'password', 'apiKey', 'client_secret', 'csrfToken'].map(
  (name) => [name, secretOf(`planted ${name}`)] as const,
)

/** Promise 4: secrets are shown nowhere and sent nowhere else. */
export function keepsSecrets(subject: Subject): void {
  it('shows no secret in what it gives, also where rows are full of them', async () => {
    const { stage, connector } = await opened(subject)
    const said = await heard(async (say) => {
      stage.gate.rewrite = planted
      if (connector.capabilities.list) {
        const { sessions, complete } = await connector.read(unhurried())
        expect(complete).toBe(true)
        say(shownOf(connector, sessions))
        say(sessions.map(({ sessionId }) => connector.batch?.groupOf(sessionId)))
      }
      say(connector.capabilities)
      for await (const step of another(stage).test(unhurried())) say(step)
    })
    expect(found(said, [...secretsOf(stage), ...PLANTED.map(([, secret]) => secret)])).toEqual([])
  })

  it('repeats no secret that a server throws back, in a body, a header or an address', async () => {
    const { stage, connector } = await opened(subject)
    if (connector.capabilities.list) await connector.read(unhurried())
    const secrets = secretsOf(stage)
    const said = await heard(async (say) => {
      for (const echo of ECHOES) {
        // One that has yet to sign in, and one that has, whose token is thrown back too.
        const [fresh, signedIn] = [another(stage), another(stage)]
        if (signedIn.capabilities.list) await signedIn.read(unhurried())
        const thrownBack = (passed: Passed, before: string): Reply => {
          const sent = `${JSON.stringify(passed.headers)} ${passed.target} ${passed.body}`
          return echo([before, ...secrets.filter((secret) => sent.includes(secret)), sent].join(' ').slice(0, 3000))
        }
        stage.gate.fault = (passed) => thrownBack(passed, '')
        for (const call of callsOf(stage)) say(await whatCameOf(call, fresh))
        stage.gate.fault = (passed) => (isReading(passed.purpose) || isEnding(passed.purpose) ? thrownBack(passed, '') : null)
        for (const call of callsOf(stage)) say(await whatCameOf(call, signedIn))
        // So far into the text that it is cut within what must not be shown.
        stage.gate.fault = (passed) => (isEnding(passed.purpose) ? thrownBack(passed, 'x'.repeat(64)) : null)
        for (const call of callsOf(stage)) say(await whatCameOf(call, signedIn))
        stage.gate.fault = null
      }
    })
    expect(found(said, [...secrets, ...secretsOf(stage)])).toEqual([])
  })

  it('goes to no other server by a redirect', async () => {
    const elsewhere = await startGate(null, [])
    const { stage } = await opened(subject)
    for (const status of [301, 302, 303, 307, 308]) {
      stage.gate.fault = ({ target }) => ({ status, headers: { location: elsewhere.url + target } })
      const led = another(stage)
      for (const call of callsOf(stage)) await whatCameOf(call, led)
    }
    const visits = elsewhere.connections()
    await elsewhere.close()
    expect([visits, elsewhere.passed]).toEqual([0, []])
  })

  it('goes to no other server by a link, a form or an address in data, and takes no list for whole that goes on there', async () => {
    const elsewhere = await startGate(null, [])
    const { stage } = await opened(subject)
    for (const astray of [/((?:href|action)=")\//g, /(")\//g]) {
      const connector = another(stage, small(stage))
      if (connector.capabilities.list) await connector.read(unhurried())
      stage.gate.rewrite = (text) => text.replaceAll(astray, `$1${elsewhere.url}/`)
      stage.gate.turn = ({ link, ...headers }) => ({
        ...headers,
        ...(link === undefined ? {} : { link: `${link}`.replaceAll('</', `<${elsewhere.url}/`) }),
      })
      const read = connector.capabilities.list ? await connector.read(unhurried()).catch(() => null) : null
      if (read?.complete === true) expect(read.sessions).toHaveLength(stage.live().length)
      for (const call of callsOf(stage)) await whatCameOf(call, connector)
      const late = another(stage, small(stage))
      for (const call of callsOf(stage)) await whatCameOf(call, late)
      Object.assign(stage.gate, { rewrite: null, turn: null })
    }
    const visits = elsewhere.connections()
    await elsewhere.close()
    expect([visits, elsewhere.passed]).toEqual([0, []])
  })
}

const ECHOES: readonly ((text: string) => Reply)[] = [
  (text) => ({ status: 500, text }),
  (text) => ({ status: 400, text: `<html><body><p role="alert" class="error message">${text}</p></body></html>` }),
  (text) => ({ status: 403, json: Object.fromEntries(WORDS.map((word) => [word, text])) }),
  (text) => ({
    status: 401,
    json: {
      error: { message: text, reason: text },
      errors: [{ title: text }],
      status: 'error',
      ...Object.fromEntries(WORDS.slice(1).map((word) => [word, text])),
    },
  }),
  (text) => ({ status: 200, json: { status: 'error', errorMessage: text, type: text, message: text } }),
  (text) => ({ status: 200, text }),
  (text) => ({ status: 302, headers: { location: `/oops?said=${encodeURIComponent(text)}` } }),
  (text) => ({
    status: 418,
    headers: { 'x-said': encodeURIComponent(text), 'content-type': encodeURIComponent(text).slice(0, 200) },
    text: text
      .split(' ')
      .map((word) => Buffer.from(word).toString('base64'))
      .join(' '),
  }),
]
const WORDS = ['error', 'message', 'detail', 'reason', 'errorMessage', 'errorSummary', 'error_description']

type Call = (connector: Connector) => Promise<unknown>

/** Everything that can be asked of a connector. */
function callsOf(stage: Stage): readonly Call[] {
  const [first] = stage.live()
  const kept = first?.kept() ?? 'x'
  return [
    (connector) => connector.read(unhurried()).then(({ sessions: _, ...rest }) => rest),
    (connector) => connector.terminate(kept, unhurried()),
    (connector) => connector.terminateMany([kept], unhurried()),
    (connector) => connector.terminateUser(first?.name ?? { userId: null, user: null }, unhurried()),
    async (connector) => {
      const steps: unknown[] = []
      for await (const step of connector.test(unhurried())) steps.push(step)
      return steps
    },
  ]
}

/** The answer, or the problem with everything that led to it; what is no problem is a defect. */
async function whatCameOf(call: Call, connector: Connector): Promise<unknown> {
  try {
    return await call(connector)
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error
    return [error.problem, error.message]
  }
}

/** All that is said in the course of something, to its caller or to a log. */
async function heard(work: (say: (what: unknown) => void) => Promise<void>): Promise<string> {
  const said: string[] = []
  const logs = (['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void said.push(JSON.stringify(words))),
  )
  try {
    await work((what) => void said.push(JSON.stringify(what) ?? ''))
  } finally {
    for (const log of logs) log.mockRestore()
  }
  return said.join('\n')
}

/** Everything that proves something to the system. */
function secretsOf(stage: Stage): readonly string[] {
  const own = stage.secret === null ? [] : [stage.secret]
  const basic = 'username' in stage.server.auth ? own.map((secret) => Buffer.from(`${nameOf(stage)}:${secret}`).toString('base64')) : []
  const all = [...own, ...basic, ...stage.tokens(), ...stage.gate.given, ...stage.live().flatMap(({ secrets }) => secrets)]
  return [...new Set(all)].filter((secret) => secret.length >= 8)
}

function nameOf({ server }: Stage): string {
  return 'username' in server.auth ? server.auth.username : ''
}

/** Which secrets can be read in a text, plainly or encoded, whole or by their beginning. */
function found(text: string, secrets: readonly string[]): readonly string[] {
  const spellings = (secret: string): readonly string[] => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
  ]
  return secrets.filter((secret) => spellings(secret).some((spelling) => text.includes(spelling.slice(0, 14))))
}

/** Puts secrets into every object of an answer that is part of an array or a map. */
function planted(text: string): string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return text
  }
  return JSON.stringify(within(json))
}

function within(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((one: unknown) =>
      isObject(one) ? { ...Object.fromEntries(PLANTED), ...(within(one) as object), nested: { ...Object.fromEntries(PLANTED) } } : one,
    )
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, within(one)])) : value
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As in `reads.ts`, so that there is a next page. */
function small({ server }: Stage): Partial<Stage['server']> {
  return server.connector.profileId === 'ory-kratos' || server.connector.profileId === 'matrix-authentication-service'
    ? { connector: { ...server.connector, overrides: { pageSize: 2 } } }
    : {}
}
