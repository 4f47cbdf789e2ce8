import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkProfile } from '../../../../src/main/collector/connectors/load.ts'
import { createConnector, testServer } from '../../../../src/main/collector/connectors/registry.ts'
import type { Problem, Reason } from '../../../../src/shared/errors.ts'
import { language, setLanguage } from '../../../../src/shared/language/language.ts'
import { type FaultServer, startFaultServer } from '../../../faults/fault-server.ts'
import type { Fault } from '../../../faults/faults.ts'
import { honestRows, stepsOf, unhurried, watchedServer } from '../../../faults/watched-server.ts'
import { errorOf } from './profile/client-world.ts'

let faulty: FaultServer

beforeEach(async () => {
  faulty = await startFaultServer({ sessions: honestRows(450) })
})
afterEach(async () => {
  setLanguage('en')
  await faulty.close()
})

/** What a read of the server says when it fails. */
async function problemOf(fault: Fault): Promise<Problem> {
  faulty.setFault(fault)
  const connector = createConnector(watchedServer(faulty.url, { timeoutSeconds: 2 }), null)
  try {
    return (await errorOf(connector.read(unhurried()))).problem
  } finally {
    await connector.close()
  }
}

/** What a profile is refused for, by place. */
function reasonsOf(profile: object): Readonly<Record<string, string>> {
  const checked = checkProfile(JSON.stringify(profile))
  const reasons: readonly Reason[] = 'profile' in checked ? [] : checked.reasons
  return Object.fromEntries(reasons.map(({ path, reason }) => [path, reason]))
}

const FACTS = { address: 'unknown', activity: 'a', coverage: 'c', terminateMeans: 't', known: 'k', supply: 's' }
const PROFILE = {
  version: 1,
  kind: 'api',
  id: 'made-up',
  name: 'Made up',
  about: 'Of a test.',
  facts: FACTS,
  auth: { kind: 'none' },
  lists: [{ request: { path: '/s' }, paging: { kind: 'none' }, rows: { at: 's' } }],
  fields: { sessionId: 'id' },
  terminate: { one: { request: { method: 'DELETE', path: '/s/{id}' } } },
}

function answer(body: string): Fault {
  return { kind: 'answer', status: 200, body }
}

describe('in German', () => {
  beforeEach(() => setLanguage('de'))

  it('a read that fails is one sentence, with what was being done in its middle', async () => {
    expect(await problemOf({ kind: 'answer', status: 401 })).toMatchObject({
      message: 'Keep EU hat beim Lesen der Sitzungen das Geheimnis nicht angenommen.',
      next: 'Geben Sie für diesen Server ein gültiges Geheimnis an. Rollcall versucht es nicht von selbst noch einmal, damit kein Konto gesperrt wird.',
    })
    expect((await problemOf({ kind: 'answer', status: 418 })).message).toBe(
      'Keep EU hat beim Lesen der Sitzungen eine unverständliche Antwort gegeben (Status 418).',
    )
    expect((await problemOf(answer('{"sessions": [nope]}'))).message).toBe(
      'Keep EU hat beim Lesen der Sitzungen mit einem Text geantwortet, der kein JSON ist.',
    )
  })

  it('the second line stays English, so that it can be looked up', async () => {
    expect(await problemOf(answer('{"hello":"world"}'))).toMatchObject({
      message: 'Keep EU hat beim Lesen der Sitzungen geantwortet, aber in der Antwort fand sich keine Liste.',
      technical: expect.stringMatching(/^The answer is an object with the fields “hello”\. Rows were looked for/),
    })
    faulty.setFault({ kind: 'rows', change: (rows) => rows.map((row) => ({ ...(row as object), id: null })) })
    const connector = createConnector(watchedServer(faulty.url), null)
    expect((await errorOf(connector.read(unhurried()))).problem.technical).toBe('The row has no id (200 rows, first row 1).')
    await connector.close()
    expect(language()).toBe('de')
  })

  it('the steps of a test say what was found and what was not', async () => {
    faulty.setFault({ kind: 'rows', change: (rows) => rows.map((row) => ({ ...(row as object), createdAt: '2026-11-20 08:00:00' })) })
    const steps = await stepsOf(testServer(watchedServer(faulty.url, { timeoutSeconds: 2 }), null, unhurried()))
    expect(steps.map(({ detail }) => detail)).toContain('Nicht verschlüsselt: Der Server ist auf diesem Computer.')
    expect(steps.at(-1)?.detail).toBe(
      '450 Sitzungen. Gesucht und in keiner Zeile gefunden: Erstellt (bei createdAt oder created). Die Zeit „Erstellt“ konnte nicht gelesen werden (450 Zeilen, zuerst Zeile 1).',
    )
  })

  it('a profile is refused in words, also for what its schema does not take', () => {
    const { name: _, ...nameless } = PROFILE
    expect(reasonsOf(PROFILE)).toEqual({})
    expect(reasonsOf({ ...nameless, about: '', colour: 'red', fields: { sessionId: 'a..b' } })).toEqual({
      name: 'Es fehlt: ein Text gehört hierhin',
      about: 'Es ist leer',
      colour: 'Nichts heißt hier so',
      'fields.sessionId': 'ein Pfad wie user.name, addresses[0] oder ["odd.name"]',
    })
    expect(reasonsOf({ ...PROFILE, version: 2 })).toEqual({ version: '1 gehört hierhin' })
    expect(reasonsOf({ ...PROFILE, kind: 'soap' })).toEqual({ kind: 'eines davon gehört hierhin: "api", "page"' })
    expect(reasonsOf({ ...PROFILE, terminate: { one: { request: { method: 'DELETE', path: '/s/all' } } } })).toEqual({
      'terminate.one.request': 'Nichts in der Anfrage nennt die Sitzung: {id}',
    })
  })
})

it('a connector speaks the language of the moment at which something goes wrong, not that of its beginning', async () => {
  faulty.setFault({ kind: 'answer', status: 500 })
  const connector = createConnector(watchedServer(faulty.url), null)
  expect((await errorOf(connector.read(unhurried()))).message).toBe('Keep EU answered with an error of its own while reading its sessions.')
  setLanguage('de')
  expect((await errorOf(connector.read(unhurried()))).message).toBe('Keep EU hat beim Lesen der Sitzungen einen eigenen Fehler gemeldet.')
  await connector.close()
})

describe('nothing that is said stands outside of the catalogue', () => {
  it.each<[string, Fault]>([
    ['a redirect', { kind: 'redirect', status: 302, to: 'https://elsewhere.test/login' }],
    ['no right', { kind: 'answer', status: 403 }],
    ['a login page', { kind: 'login-page' }],
    ['half an answer', { kind: 'truncated' }],
    ['too much', { kind: 'endless' }],
    ['a strange encoding', { kind: 'layered-encoding' }],
    ['another shape', answer('{"hello":"world"}')],
    ['another protocol', { kind: 'not-http' }],
  ])('%s', async (_, fault) => {
    setLanguage('pseudo')
    const { message, next } = await problemOf(fault)
    // Brackets stand around what comes from the catalogue; what was being done is a message inside of another.
    expect(message).toMatch(/^\[.*\[.*\].*\]$/)
    expect(next).toMatch(/^\[.*\]$/)
  })

  it.each(['src/main/collector/connectors', 'src/shared/profile'])('no sentence is written in the code of %s', (folder) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !/catalogue/.test(file),
    )
    const written = files.flatMap((file) => {
      const code = readFileSync(join(folder, file), 'utf8')
      const texts = [...code.matchAll(/\b(?:message|next|reason|words|detail|doing|say)\b\s*[:=]\s*(?:\(at\) => )?(['`])(.*?)\1/g)]
      return texts
        .filter(([, , text = '']) => /[a-z]{2,}\s+[a-z]{2,}/i.test(text.replace(/\$\{[^{}]*\}/g, '')))
        .map(([all]) => `${file}: ${all}`)
    })
    expect(files.length).toBeGreaterThan(10)
    expect(written).toEqual([])
  })
})
