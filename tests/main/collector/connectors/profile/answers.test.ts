import { afterEach, describe, expect, it } from 'vitest'
import type { Client } from '../../../../../src/main/collector/connectors/client.ts'
import type { Answers } from '../../../../../src/shared/profile/answer.ts'
import { type PlainAnswer, type PlainServer, startPlainServer } from '../../../../faults/plain-server.ts'
import { unhurried } from '../../../../faults/watched-server.ts'
import { clientOf, END, errorOf, LIST, profileWith } from './client-world.ts'

let server: PlainServer | null = null
let client: Client | null = null
afterEach(async () => {
  await client?.close()
  await server?.close()
})

/** The code that an answer comes to, read and acted upon; null for a success. */
async function codesOf(answers: Answers, answer: PlainAnswer): Promise<readonly (string | null)[]> {
  server = await startPlainServer(() => answer)
  client = clientOf(server.url, profileWith({ answers }), null)
  const read = await client.read(LIST, unhurried()).then(
    () => null,
    (error: { readonly code: string }) => error.code,
  )
  const acted = await client.act(END, unhurried())
  const failure = acted.kind === 'answered' ? client.failureOf(END, acted.answer) : acted.problem
  return [read, failure?.code ?? null]
}

const RULES: Answers = {
  signIn: [{ path: 'status', is: ['invalid-token', '2fa-required'] }],
  noRight: [{ path: 'error.code', is: 'FORBIDDEN' }],
  gone: [
    { path: '$status', is: 400 },
    { path: 'error.code', is: 'NO_SUCH_SESSION' },
  ],
  failed: [{ path: 'status', isNot: 'ok' }],
  message: ['error.text', 'errorMessage'],
}

describe('an answer’s JSON is asked before its status', () => {
  it.each<readonly [string, PlainAnswer, string | null]>([
    ['200 that says so itself', { json: { status: 'ok' } }, null],
    ['200 with an expired sign-in', { json: { status: 'invalid-token' } }, 'sign-in-failed'],
    ['200 without the right', { json: { status: 'error', error: { code: 'FORBIDDEN' } } }, 'no-right'],
    ['200 for a session that is gone', { json: { status: 'error', error: { code: 'NO_SUCH_SESSION' } } }, 'not-found'],
    ['200 with an error', { json: { status: 'error' } }, 'server-error'],
    ['500 for a session that is gone', { status: 500, json: { status: 'error', error: { code: 'NO_SUCH_SESSION' } } }, 'not-found'],
    ['400 with another error: the status is named', { status: 400, json: { status: 'error' } }, 'not-found'],
    ['200 with an error in a long body', { json: { pad: 'x'.repeat(200_000), status: 'error' } }, 'server-error'],
    ['200 without a body, of which no field says anything', { text: '' }, null],
    ['400 without a body', { status: 400 }, 'not-found'],
    ['400 with a web page', { status: 400, text: '<html>' }, 'not-found'],
    ['422 with an error', { status: 422, json: { status: 'error' } }, 'unexpected-status'],
    ['403 that no rule names', { status: 403, json: { status: 'ok' } }, 'no-right'],
    ['429 that no rule names', { status: 429, json: { status: 'ok' } }, 'too-many-requests'],
  ])('%s', async (_, answer, code) => {
    expect(await codesOf(RULES, answer)).toEqual([code, code])
  })
})

describe('without rules the status counts alone', () => {
  it.each<readonly [PlainAnswer, string | null]>([
    [{ json: { status: 'error' } }, null],
    [{ status: 201, json: {} }, null],
    [{ status: 401, json: {} }, 'sign-in-failed'],
    [{ status: 403 }, 'no-right'],
    [{ status: 404 }, 'not-found'],
    [{ status: 410 }, 'not-found'],
    [{ status: 302, headers: { location: '/login' } }, 'redirected'],
    [{ status: 503, text: 'down' }, 'server-error'],
  ])('%o', async (answer, code) => {
    expect(await codesOf({}, answer)).toEqual([code, code])
  })

  it('an answer without content ends a session and is no list', async () => {
    expect(await codesOf({}, { status: 204 })).toEqual(['unexpected-status', null])
  })
})

it('shows the server’s own words where the profile finds them, spelled out and cut', async () => {
  server = await startPlainServer(() => ({ status: 500, json: { noise: 'x', errorMessage: `\u202ebad\u0007 ${'y'.repeat(400)}` } }))
  client = clientOf(server.url, profileWith({ answers: RULES }), null)
  const { problem } = await errorOf(client.read(LIST, unhurried()))
  expect(problem.technical).toMatch(/^HTTP 500 \\u\{202e\}bad\\u\{7\} y+…$/)
  expect(problem.technical?.length).toBeLessThanOrEqual(200)
})
