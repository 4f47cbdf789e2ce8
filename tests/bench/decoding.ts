import { compileFields } from '../../src/main/collector/connectors/profile/compile.ts'
import { rowsReader } from '../../src/main/collector/connectors/profile/rows.ts'
import adminSessions from '../../src/main/collector/connectors/profiles/admin-sessions.json' with { type: 'json' }
import { type ApiProfile, apiProfileSchema, connectorChoiceSchema } from '../../src/shared/profile.ts'
import { median, type Result, timed } from './measure.ts'
import { createPopulation, FIRST_POLL, pageTexts } from './population.ts'

const GOAL = 2
const PAGE = 200

/** A profile that uses what costs most: nested paths, fallbacks, other words by a map, a pattern, templates and lists of values. */
const NESTED: ApiProfile = apiProfileSchema.parse({
  ...adminSessions,
  id: 'nested',
  lists: [{ request: { path: '/sessions' }, rows: { at: 'data.entries' } }],
  fields: {
    sessionId: 'session.id',
    user: ['identity.traits.login', 'identity.traits.email'],
    userId: 'identity.id',
    displayName: { template: '{identity.traits.name.first} {identity.traits.name.last}' },
    email: 'identity.traits.email',
    organisation: { values: 'clients' },
    type: { path: 'session.kind', map: { 1: 'Browser', 2: 'REST API' }, otherwise: 'Other' },
    node: '["server.name"]',
    address: { path: 'devices[0].remote', match: '^(.*):\\d+$' },
    userAgent: 'devices[0].user_agent',
    createdAt: 'session.started.at',
    lastActiveAt: 'session.idle',
    expiresAt: 'session.ends',
  },
  times: {
    createdAt: 'epoch-seconds',
    lastActiveAt: { kind: 'duration', unit: 'clock' },
    expiresAt: { kind: 'local', zone: 'Europe/Copenhagen' },
  },
})

/** Decoding of many rows through compiled profiles, as a ratio to JSON.parse of the same texts in the same rounds. */
export function benchDecoding({ sessions, rounds }: { readonly sessions: number; readonly rounds: number }): readonly Result[] {
  const flat = createPopulation(1, sessions).rows()
  const nested = pagesOf(flat.map((text, index) => nestedText(JSON.parse(text) as FlatRow, index)))
  return [
    measure('decoding / JSON.parse, Admin Sessions', apiProfileSchema.parse(adminSessions), pageTexts(flat, PAGE), sessions, rounds),
    measure('decoding / JSON.parse, nested paths, maps, templates', NESTED, nested, sessions, rounds),
  ]
}

function measure(what: string, profile: ApiProfile, pages: readonly string[], sessions: number, rounds: number): Result {
  const [list] = profile.lists
  if (list === undefined) throw new Error('The profile has no list.')
  const { decoder } = compileFields(profile, connectorChoiceSchema.parse({ profileId: profile.id }))
  const reader = rowsReader(list.rows, list.paging)
  const parsings: number[] = []
  const ratios: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    let answers: unknown[] = []
    const parsing = timed(() => {
      answers = pages.map((text) => JSON.parse(text) as unknown)
    })
    let decoded = 0
    const decoding = timed(() => {
      const rows = answers.flatMap((json) => reader.place(json, null, { at: FIRST_POLL, list: 1 }) ?? [])
      decoded = decoder.decode(rows).sessions.filter(({ user, createdAt, expiresAt }) => user && createdAt && expiresAt).length
    })
    if (decoded !== sessions) throw new Error(`${what}: ${decoded} of ${sessions} rows were decoded whole.`)
    parsings.push(parsing)
    ratios.push(decoding / parsing)
  }
  const detail = `JSON.parse ${median(parsings).toFixed(0)} ms for ${sessions} rows; median of ${rounds} rounds`
  return { what, value: median(ratios), goal: GOAL, unit: '×', detail }
}

interface FlatRow {
  readonly id: string
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  readonly type: string
  readonly ipAddress: string
  readonly userAgent: string
  readonly createdAt: string
}

/** The same session as a server with nested rows tells it, in about as many bytes. */
function nestedText({ id, user, type, ipAddress, userAgent, createdAt }: FlatRow, index: number): string {
  const started = Date.parse(createdAt)
  const two = (value: number): string => String(value).padStart(2, '0')
  return JSON.stringify({
    session: {
      id,
      kind: type === 'browser' ? 1 : 2,
      started: { at: Math.floor(started / 1000) },
      idle: `00:${two(index % 60)}:${two(index % 59)}`,
      ends: new Date(started + 86_400_000).toISOString().slice(0, 19).replace('T', ' '),
    },
    identity: { id: user.id, traits: { email: user.email, name: { first: 'Firstname', last: `Lastname the ${index}th` } } },
    clients: { [`c-${index % 7}`]: 'account-console', [`d-${index % 5}`]: `client-${index % 40}` },
    'server.name': `node-${index % 4}`,
    devices: [{ remote: `${ipAddress}:${40_000 + (index % 20_000)}`, user_agent: userAgent }],
  })
}

function pagesOf(rows: readonly string[]): readonly string[] {
  const pages: string[] = []
  for (let at = 0; at < rows.length; at += PAGE) pages.push(`{"data":{"entries":[${rows.slice(at, at + PAGE).join(',')}]}}`)
  return pages
}
