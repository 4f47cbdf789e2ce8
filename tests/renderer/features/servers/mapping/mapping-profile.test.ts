import { describe, expect, it } from 'vitest'
import {
  asOverrides,
  EMPTY_MAPPING,
  idOfName,
  type Mapping,
  ofOverrides,
  withProposal,
} from '../../../../../src/renderer/features/servers/mapping/mapping.ts'
import { profileOf, withOverrides } from '../../../../../src/renderer/features/servers/mapping/mapping-profile.ts'
import { propose } from '../../../../../src/renderer/features/servers/mapping/propose.ts'
import { profileProblems } from '../../../../../src/shared/profile/checks.ts'
import type { Auth } from '../../../../../src/shared/profile/sign-in.ts'
import { type Profile, profileSchema } from '../../../../../src/shared/profile.ts'
import { ANSWERS } from './answers.ts'
import { MORE_ANSWERS } from './more-answers.ts'

const LOGIN: Auth = { kind: 'login', login: 'sign-in', username: 'ann' }
const KEY: Auth = { kind: 'header', name: 'X-Key', template: '{secret}' }

const mapped: Mapping = {
  ...EMPTY_MAPPING,
  name: 'Ticket desk',
  request: { ...EMPTY_MAPPING.request, path: '/v1/live?all=true', query: 'tag=a\ntag=b' },
  at: 'payload.live',
  fields: { ...EMPTY_MAPPING.fields, sessionId: 'handle', user: 'who.login', createdAt: 'began' },
  times: { createdAt: 'epoch-seconds' },
}

/** The profile as Rollcall would load it. */
function loaded(mapping: Mapping, auth: Auth): Profile {
  const written = profileOf(mapping, auth)
  expect(written.problems).toEqual([])
  const profile = profileSchema.parse(JSON.parse(written.text))
  expect(profileProblems(profile)).toEqual([])
  return profile
}

describe('a mapping as a profile', () => {
  it('says in the profile language all that was decided', () => {
    const profile = loaded(
      {
        ...mapped,
        one: { ...mapped.one, path: '{list}', body: 'json', text: '{"drop":{"key":"{id}"}}' },
        user: { ...mapped.user, offered: true, path: '/v1/users/{user}/logout', query: '', method: 'POST' },
        paging: { ...mapped.paging, kind: 'page', pageSize: '50', atName: 'p', sizeName: 'n', first: '0', total: 'payload.of' },
      },
      LOGIN,
    )
    expect(profile).toMatchObject({
      id: 'ticket-desk',
      auth: LOGIN,
      logins: [{ id: 'sign-in', token: { body: 'token' }, put: { header: 'Authorization', template: 'Bearer {token}' } }],
      lists: [
        {
          request: { method: 'GET', path: '/v1/live', query: { all: 'true', tag: ['a', 'b'], n: '{limit}', p: '{page}' } },
          paging: { kind: 'page', pageSize: 50, first: 0, total: 'payload.of' },
          rows: { at: 'payload.live', shape: 'array' },
        },
      ],
      fields: { sessionId: 'handle', user: 'who.login', createdAt: 'began' },
      times: { createdAt: 'epoch-seconds' },
      terminate: {
        one: { request: { method: 'DELETE', path: '{list}', json: { drop: { key: '{id}' } } } },
        user: { request: { method: 'POST', path: '/v1/users/{user}/logout' }, by: 'userId' },
      },
    })
  })

  it('makes a good profile of what is proposed for every kind of answer that has an id', () => {
    for (const [, answer] of [...ANSWERS, ...MORE_ANSWERS]) {
      const proposal = propose(answer, 'Europe/Berlin')
      if (proposal === null) throw new Error('nothing was proposed')
      const mapping = withProposal({ ...mapped, fields: EMPTY_MAPPING.fields, at: '' }, proposal, answer, false)
      const id = mapping.fields.sessionId === '' ? { ...mapping.fields, sessionId: 'id' } : mapping.fields
      loaded({ ...mapping, fields: id }, KEY)
    }
  })

  it('can be previewed before the path of the list is known', () => {
    const written = profileOf({ ...mapped, request: { ...mapped.request, path: '' } }, KEY)
    expect(profileSchema.safeParse(JSON.parse(written.text)).success).toBe(true)
  })

  it('asks for one’s own user name only where nothing else says it', () => {
    const own = { ...mapped, own: 'user' } as const
    expect(loaded(own, KEY).inputs).toMatchObject([{ name: 'ownUser' }])
    expect(loaded(own, { kind: 'basic', username: 'ann' }).inputs).toEqual([])
  })

  it('gives further parts of the id their paths', () => {
    const one = { ...mapped.one, path: '/v1/users/{id.user}/sessions/{id}' }
    expect(loaded({ ...mapped, one, parts: { user: 'who.uid' } }, KEY)).toMatchObject({ identity: { with: { user: 'who.uid' } } })
    expect(profileOf({ ...mapped, one }, KEY).problems).toMatchObject([{ at: 'parts.user' }])
  })

  it('says at its field what is missing', () => {
    const places = (mapping: Mapping, auth: Auth = KEY) => profileOf(mapping, auth).problems.map(({ at }) => at)
    expect(places(EMPTY_MAPPING)).toEqual(['fields.sessionId', 'name', 'request.path'])
    expect(places({ ...mapped, request: { ...mapped.request, path: 'sessions' } })).toEqual(['request.path'])
    expect(places({ ...mapped, one: { ...mapped.one, path: '{list}' } })).toEqual(['one.path'])
    expect(places({ ...mapped, one: { ...mapped.one, body: 'json', text: '{' } })).toEqual(['one.text'])
    expect(places({ ...mapped, user: { ...mapped.user, offered: true, query: '' } })).toEqual(['user.path'])
    expect(places({ ...mapped, login: { ...mapped.login, text: '{}', tokenAt: '' } }, LOGIN)).toEqual(['login.text', 'login.tokenAt'])
  })

  it('says what an answer means where the status does not tell', () => {
    const one = {
      ...mapped.one,
      answers: {
        gone: { path: 'err', op: 'is', value: 'no such guest' },
        failed: { path: 'out', op: 'is', value: 'false' },
        message: 'err',
      },
    } as const
    expect(loaded({ ...mapped, one }, KEY)).toMatchObject({
      terminate: {
        one: {
          answers: { gone: [{ path: 'err', is: ['no such guest'] }], failed: [{ path: 'out', is: [false, 'false'] }], message: 'err' },
        },
      },
    })
    const places = (answers: Mapping['one']['answers']) =>
      profileOf({ ...mapped, one: { ...one, answers } }, KEY).problems.map(({ at }) => at)
    expect(places({ ...one.answers, failed: { path: '', op: 'is', value: 'x' }, gone: { path: 'err', op: 'is', value: '' } })).toEqual([
      'one.gone.value',
      'one.failed.path',
    ])
    expect(places({ ...one.answers, message: 'two words' })).toEqual(['one.message'])
  })

  it('says what is missing for further pages, unless the request sends it already', () => {
    const places = (paging: Partial<Mapping['paging']>, path = '/v1/live') =>
      profileOf({ ...mapped, request: { ...mapped.request, path }, paging: { ...mapped.paging, ...paging } }, KEY).problems.map(
        ({ at }) => at,
      )
    expect(places({ kind: 'offset', atName: '' })).toEqual(['paging.atName'])
    expect(places({ kind: 'offset', atName: '' }, '/v1/live?from={offset}')).toEqual([])
    expect(places({ kind: 'link', next: '' })).toEqual(['paging.next'])
    expect(places({ kind: 'link-header', pageSize: '0' })).toEqual(['paging.pageSize'])
  })

  it('is previewed whatever is wrong with its pages, its endings and its path, and not without an id', () => {
    const mapping: Mapping = {
      ...mapped,
      request: { ...mapped.request, path: 'https://desk.example.org/live' },
      paging: { ...mapped.paging, kind: 'offset', atName: '' },
      one: { ...mapped.one, path: '' },
    }
    const preview = profileSchema.parse(JSON.parse(profileOf(mapping, LOGIN).preview ?? ''))
    expect(profileProblems(preview)).toEqual([])
    expect(preview).toMatchObject({ lists: [{ rows: { at: 'payload.live' } }], fields: { sessionId: 'handle' } })
    expect(profileOf({ ...mapped, fields: EMPTY_MAPPING.fields }, KEY).preview).toBeNull()
  })

  it('says of address and activity what was said of them, and nothing of what is not given', () => {
    const fields = { ...mapped.fields, address: 'ip', lastActiveAt: 'seen' }
    expect(loaded({ ...mapped, fields, addressMeans: 'latest', activity: 'any request' }, KEY)).toMatchObject({
      facts: { address: 'latest', activity: 'any request' },
    })
    expect(loaded({ ...mapped, addressMeans: 'latest', activity: 'any request' }, KEY)).toMatchObject({
      facts: { address: 'unknown', activity: 'not given' },
    })
  })

  it('makes an id of any name', () => {
    expect(['Ticket desk', ' Ärzte & Co. ', '日本'].map(idOfName)).toEqual(['ticket-desk', 'a-rzte-co', ''])
  })
})

describe('a mapping as what is different on one server', () => {
  const usual = { listPath: '/sessions', fields: { user: ['username', 'userName'], type: 'kind' }, times: { createdAt: 'iso' } } as const

  it('keeps what is as usual out, and what Map fields does not decide on in', () => {
    const before = { pageSize: 50, total: 'meta.total', fields: { user: 'login' }, times: { lastActiveAt: 'iso' } } as const
    const mapping = ofOverrides({ ...before, listPath: '/sessions' })
    expect(asOverrides(mapping, { ...usual, fields: { ...usual.fields, user: [...usual.fields.user] } }, before)).toEqual({
      pageSize: 50,
      total: 'meta.total',
      fields: { user: 'login' },
    })
  })

  it('keeps what was to be filled in, also when it is as the profile guessed', () => {
    const mapping = ofOverrides({ listPath: '/sessions', fields: { user: 'login', type: 'kind' } })
    const guessed = { listPath: '/sessions', fields: { user: 'login', type: 'kind' } }
    expect(asOverrides(mapping, guessed, {}, ['listPath', 'user'])).toEqual({ listPath: '/sessions', fields: { user: 'login' } })
  })

  it('takes no path from an answer of one of several lists for the path of all', () => {
    const mapping = ofOverrides({ listPath: '/users/7/sessions', fields: { user: 'login' } })
    expect(asOverrides(mapping, { fields: { user: 'name' } }, {})).toEqual({ fields: { user: 'login' } })
  })

  it('brings back rules that are more than paths as they were', () => {
    const rules = { fields: { user: { template: '{first} {last}' }, type: [{ path: 'k', map: { a: 'A' } }, 'kind'] } }
    expect(asOverrides(ofOverrides(rules), {}, {})).toEqual(rules)
  })

  it('shows a preview by the profile with these overrides', () => {
    const text = JSON.stringify({
      lists: [{ request: { path: '/a', query: { x: '1' } }, rows: { at: 'items', shape: 'map' } }, { request: { path: '/b' } }],
      fields: { user: 'u', type: 'k' },
    })
    expect(JSON.parse(withOverrides(text, { listPath: '/c', rows: 'data', fields: { user: 'name' } }) ?? '')).toEqual({
      lists: [{ request: { path: '/c', query: { x: '1' } }, rows: { at: 'data', shape: 'map' } }, { request: { path: '/b' } }],
      fields: { user: 'name', type: 'k' },
      times: {},
    })
    expect(withOverrides('[]', {})).toBeNull()
  })
})
