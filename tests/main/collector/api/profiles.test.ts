import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CollectorNews } from '../../../../src/shared/change.ts'
import type { Reason } from '../../../../src/shared/errors.ts'
import { PROFILE_FILE } from '../../../../src/shared/profile-file.ts'
import type { Server } from '../../../../src/shared/server.ts'
import { type DeskServer, deskProfile, putProfile, startDesk, WAYS } from '../desk-server.ts'
import { addServer, draftOf, type Engine, MemoryKeytar, startEngine, temporaryFolder, until } from '../engine.ts'

function deskDraft(desk: DeskServer, change: Partial<Server> = {}) {
  return draftOf(desk.url, { name: 'Desk', connector: { profileId: 'desk', inputs: {}, overrides: {} }, ...change })
}

type Catalogue = Extract<CollectorNews, { kind: 'catalogue' }>

/** The newest catalogue that the reader was told. */
function catalogueOf(engine: Engine): Catalogue {
  return engine.news.findLast((item) => item.kind === 'catalogue') as Catalogue
}

function savedOf(engine: Engine): Record<string, readonly Reason[]> {
  const saved = catalogueOf(engine).profiles.filter(({ origin }) => origin === 'saved')
  return Object.fromEntries(saved.map(({ id, problems }) => [id, problems]))
}

/** Messages cross a port; one turn later they are there. */
async function told(engine: Engine, ready: () => boolean): Promise<void> {
  await until(() => engine.news.length > 0 && ready())
}

function systemsOf(engine: Engine): Extract<CollectorNews, { kind: 'systems' }>['systems'] {
  const told = engine.news.findLast((item) => item.kind === 'systems')
  return told?.kind === 'systems' ? told.systems : []
}

describe('a saved profile', () => {
  it('is a file of its owner’s alone, is offered at once and after a restart, and asks servers', async () => {
    const desk = await startDesk(3)
    const engine = await startEngine()
    expect(await engine.act.profiles.save({ text: deskProfile() })).toEqual({ id: 'desk' })
    const file = join(engine.folder, 'profiles', 'desk.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(deskProfile()))
    expect([statSync(file).mode & 0o777, statSync(join(engine.folder, 'profiles')).mode & 0o777]).toEqual([0o600, 0o700])
    expect(readdirSync(join(engine.folder, 'profiles'))).toEqual(['desk.json'])
    await told(engine, () => catalogueOf(engine).entries.some(({ id, origin }) => id === 'desk' && origin === 'saved'))
    const serverId = await addServer(engine, deskDraft(desk))
    expect(engine.status(serverId)).toMatchObject({ sessions: 3, lastAttempt: { result: 'complete' } })
    await told(engine, () => systemsOf(engine)[0]?.profileName === 'Ticket Desk')
    await engine.stop()
    const again = await startEngine({ dataFolder: engine.folder })
    await told(again, () => savedOf(again).desk !== undefined)
    expect(savedOf(again)).toEqual({ desk: [] })
    expect(again.entries().find(({ kind }) => kind === 'profile-saved')).toMatchObject({
      text: 'The profile Ticket Desk (desk) was saved.',
      data: { profileId: 'desk' },
    })
  })

  it('is refused with all that is wrong with it, and nothing is written', async () => {
    const engine = await startEngine()
    const text = deskProfile({ colour: 1, lists: [{ request: { path: 'https://evil.example' } }] })
    await expect(engine.act.profiles.save({ text })).rejects.toMatchObject({
      code: 'bad-input',
      problem: { reasons: [{ path: 'lists[0].request.path' }, { path: 'colour' }] },
    })
    expect(existsSync(join(engine.folder, 'profiles'))).toBe(false)
    expect(engine.entries().filter(({ kind }) => kind === 'profile-saved')).toEqual([])
  })

  it('is one of no more than so many', async () => {
    const folder = temporaryFolder()
    for (let count = 1; count <= PROFILE_FILE.most; count += 1) putProfile(folder, deskProfile({ id: `desk-${count}` }), `desk-${count}`)
    const engine = await startEngine({ dataFolder: folder })
    await expect(engine.act.profiles.save({ text: deskProfile() })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('remove one first'),
    })
    await engine.act.profiles.save({ text: deskProfile(), replaces: 'desk-7' })
    expect(existsSync(join(folder, 'profiles', 'desk-7.json'))).toBe(false)
  })

  it('may ask for something, and a server without it is refused', async () => {
    const desk = await startDesk(1)
    const engine = await startEngine()
    const choices = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ]
    const inputs = [
      { name: 'realm', label: 'Realm', required: true },
      { name: 'kind', label: 'Kind', kind: 'choice', choices, default: 'a' },
    ]
    await engine.act.profiles.save({ text: deskProfile({ inputs }) })
    const add = (given: Record<string, string>) =>
      engine.act.servers.add({ draft: deskDraft(desk, { connector: { profileId: 'desk', inputs: given, overrides: {} } }) })
    await expect(add({ realm: ' ' })).rejects.toMatchObject({ code: 'bad-input', message: 'Desk can’t be asked: “Realm” is missing.' })
    await expect(add({ realm: 'x', kind: 'c' })).rejects.toMatchObject({ message: 'Desk can’t be asked: “Kind” can’t be “c”.' })
    await add({ realm: 'x' })
  })

  it('takes neither the id of a built-in one nor, by chance, that of another', async () => {
    const engine = await startEngine()
    for (const id of ['keycloak', 'tomcat', 'con']) {
      await expect(engine.act.profiles.save({ text: deskProfile({ id }) })).rejects.toMatchObject({
        problem: { reasons: [{ path: 'id' }] },
      })
    }
    await engine.act.profiles.save({ text: deskProfile() })
    await expect(engine.act.profiles.save({ text: deskProfile({ name: 'Other' }) })).rejects.toMatchObject({ code: 'bad-input' })
    await engine.act.profiles.save({ text: deskProfile({ name: 'Other' }), replaces: 'desk' })
    await told(engine, () => catalogueOf(engine).entries.some(({ name }) => name === 'Other'))
  })

  it('that is changed is what its servers are asked by from then on, with the same secret and at the same address', async () => {
    const desk = await startDesk(4)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    await engine.act.profiles.save({ text: deskProfile() })
    const draft = deskDraft(desk, { auth: { kind: 'header', name: 'X-Key', template: '{secret}' } })
    const serverId = await addServer(engine, draft, 'a-secret')
    const lists = desk.lists
    const fields = { sessionId: 'id', user: 'userId', node: 'node' }
    await engine.act.profiles.save({ text: deskProfile({ fields, terminate: { one: WAYS.one, user: WAYS.user } }), replaces: 'desk' })
    await until(() => desk.lists > lists && engine.status(serverId)?.polling === false)
    expect(engine.status(serverId)).toMatchObject({ sessions: 4, lastAttempt: { result: 'complete' } })
    const changes = engine.news.findLast((item) => item.kind === 'changes')
    expect(changes?.kind === 'changes' ? changes.started[0]?.[3] : null).toBe('u0')
    await told(engine, () => systemsOf(engine)[0]?.capabilities.terminateUser === true)
    expect(keytar.entries.size).toBeGreaterThan(0)
  })

  it('can’t be renamed or removed while a server uses it, and can afterwards', async () => {
    const desk = await startDesk(1)
    const engine = await startEngine()
    await engine.act.profiles.save({ text: deskProfile() })
    const serverId = await addServer(engine, deskDraft(desk))
    const rename = () => engine.act.profiles.save({ text: deskProfile({ id: 'desk-2' }), replaces: 'desk' })
    await expect(engine.act.profiles.remove({ id: 'desk' })).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining('Desk'),
    })
    await expect(rename()).rejects.toMatchObject({ code: 'not-allowed' })
    await engine.act.servers.remove({ serverId, keepHistory: false })
    await rename()
    expect(readdirSync(join(engine.folder, 'profiles'))).toEqual(['desk-2.json'])
    await engine.act.profiles.remove({ id: 'desk-2' })
    expect(readdirSync(join(engine.folder, 'profiles'))).toEqual([])
    expect(engine.entries().at(-1)).toMatchObject({ kind: 'profile-removed' })
  })

  it('is not changed under a run that is busy with a server which uses it', async () => {
    const desk = await startDesk(8)
    desk.takes = 100
    const engine = await startEngine({ pace: 20 })
    await engine.act.profiles.save({ text: deskProfile() })
    const serverId = await addServer(engine, deskDraft(desk))
    const keys = [...desk.sessions.keys()].map((sessionId) => ({ serverId, sessionId }))
    const plan = await engine.act.terminations.review({ keys })
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 8 })
    await expect(engine.act.profiles.save({ text: deskProfile({ name: 'X' }), replaces: 'desk' })).rejects.toMatchObject({
      code: 'not-allowed',
    })
    await until(() => engine.run(runId).state === 'done')
    await engine.act.profiles.save({ text: deskProfile({ name: 'X' }), replaces: 'desk' })
  })

  it('that is changed spoils a review that was made by the one before', async () => {
    const desk = await startDesk(2)
    const engine = await startEngine()
    await engine.act.profiles.save({ text: deskProfile() })
    const serverId = await addServer(engine, deskDraft(desk))
    const plan = await engine.act.terminations.review({ keys: [{ serverId, sessionId: 's0' }] })
    await engine.act.profiles.save({
      text: deskProfile({ terminate: { one: { request: { method: 'DELETE', path: '/other/{id}' } } } }),
      replaces: 'desk',
    })
    await expect(engine.act.terminations.confirm({ planId: plan.planId, count: 1 })).rejects.toMatchObject({ code: 'unknown-plan' })
    expect(desk.acts).toEqual([])
  })
})

describe('files that somebody put into the folder', () => {
  it('are taken when they are good, and listed with the reason when they are not', async () => {
    const folder = temporaryFolder()
    putProfile(folder, deskProfile())
    putProfile(folder, '{ "version": 1', 'half')
    putProfile(folder, deskProfile(), 'copy')
    putProfile(folder, deskProfile({ id: 'okta' }), 'okta')
    putProfile(folder, ' '.repeat(PROFILE_FILE.longest + 1), 'long')
    putProfile(folder, deskProfile({ id: 'bad', terminate: { one: { request: { method: 'DELETE', path: '/s' } } } }), 'bad')
    writeFileSync(join(folder, 'profiles', 'latin.json'), Buffer.from([0x7b, 0xe9, 0x7d]))
    writeFileSync(join(folder, 'profiles', 'notes.txt'), 'no profile')
    mkdirSync(join(folder, 'profiles', 'folder.json'))
    symlinkSync('/etc/hostname', join(folder, 'profiles', 'link.json'))
    const engine = await startEngine({ dataFolder: folder })
    await told(engine, () => savedOf(engine).desk !== undefined)
    const reasons = Object.fromEntries(Object.entries(savedOf(engine)).map(([id, [first]]) => [id, first?.reason ?? 'good']))
    expect(reasons).toEqual({
      desk: 'good',
      half: expect.stringContaining('no JSON'),
      copy: 'the file has to be called desk.json, after the id',
      okta: expect.stringContaining('built-in'),
      long: expect.stringContaining('longer than'),
      bad: expect.stringContaining('nothing in the request names the session'),
      latin: 'it is not written in UTF-8',
      folder: 'it is no file of its own',
      link: 'it is no file of its own',
    })
    await engine.act.profiles.remove({ id: 'half' })
    expect(existsSync(join(folder, 'profiles', 'half.json'))).toBe(false)
  })

  it('that are gone or refused leave the cached sessions of their servers, and the reason names the file', async () => {
    const desk = await startDesk(3)
    const folder = temporaryFolder()
    putProfile(folder, deskProfile())
    const first = await startEngine({ dataFolder: folder })
    const serverId = await addServer(first, deskDraft(desk))
    await first.stop()
    putProfile(folder, deskProfile({ fields: { user: 'user' } }))
    const lists = desk.lists
    const second = await startEngine({ dataFolder: folder })
    await until(() => second.status(serverId)?.lastAttempt?.result === 'failed')
    expect(second.status(serverId)).toMatchObject({
      sessions: 3,
      lastAttempt: {
        problem: { code: 'bad-input', message: expect.stringMatching(/Desk was not asked: its profile, desk\.json,.*gives the id/) },
      },
    })
    expect(desk.lists).toBe(lists)
    expect(systemsOf(second)[0]).toMatchObject({ profileName: 'desk', capabilities: { terminateOne: false } })
    await second.act.profiles.save({ text: deskProfile(), replaces: 'desk' })
    await until(() => second.status(serverId)?.lastAttempt?.result === 'complete')
  })

  it('are only shown by a second window', async () => {
    const folder = temporaryFolder()
    const writer = await startEngine({ dataFolder: folder })
    await writer.act.profiles.save({ text: deskProfile() })
    const looker = await startEngine({ dataFolder: folder, readOnly: { holder: 'the window on host-7' } })
    await told(looker, () => savedOf(looker).desk !== undefined)
    await expect(looker.act.profiles.remove({ id: 'desk' })).rejects.toMatchObject({ code: 'folder-in-use' })
    const desk = await startDesk(1)
    await writer.act.profiles.save({ text: deskProfile({ name: 'Service Desk' }), replaces: 'desk' })
    await addServer(writer, deskDraft(desk))
    await told(looker, () => catalogueOf(looker).entries.some(({ name }) => name === 'Service Desk'))
    await told(looker, () => systemsOf(looker)[0]?.profileName === 'Service Desk')
  })
})

describe('an answer that no longer fits the profile', () => {
  it('is a problem that names the place, and the last good sessions stay', async () => {
    const desk = await startDesk(5)
    const folder = temporaryFolder()
    putProfile(folder, deskProfile())
    const engine = await startEngine({ dataFolder: folder })
    const serverId = await addServer(engine, deskDraft(desk))
    desk.listInstead = { data: { rows: [] } }
    await engine.act.servers.refresh({ serverId })
    await until(() => engine.status(serverId)?.lastAttempt?.result === 'failed')
    expect(engine.status(serverId)).toMatchObject({ sessions: 5, lastAttempt: { problem: { code: 'wrong-shape' } } })
    desk.listInstead = { sessions: [{ key: 'a' }, { key: 'b' }] }
    await engine.act.servers.refresh({ serverId })
    await until(() => engine.status(serverId)?.lastAttempt?.problem?.message.includes('id') === true)
    expect(engine.status(serverId)).toMatchObject({ sessions: 5, lastAttempt: { problem: { code: 'wrong-shape' } } })
    const changes = engine.news.filter((item) => item.kind === 'changes')
    expect(changes).toHaveLength(1)
  })
})

describe('a journal that can not be written', () => {
  it('keeps a profile from being saved: nothing is asked by what nobody wrote down', async () => {
    const engine = await startEngine()
    const { openJournal } = await import('../../../../src/main/store/journal/open-journal.ts')
    const other = openJournal(engine.folder, { readOnly: false })
    other.exec('BEGIN IMMEDIATE')
    await expect(engine.act.profiles.save({ text: deskProfile() })).rejects.toMatchObject({ code: 'journal-unwritable' })
    expect(readdirSync(join(engine.folder, 'profiles'))).toEqual([])
    other.close()
    await engine.act.profiles.save({ text: deskProfile() })
  })
})

describe('a sample for Map fields', () => {
  it('is what the server answers, with secrets masked by name and by value', async () => {
    const desk = await startDesk(0)
    desk.listInstead = { items: [{ id: 1, apiToken: 'abc', note: 'key is s3cret-key', nested: { password: 'x', roles: ['a'] } }], total: 1 }
    const engine = await startEngine()
    const draft = draftOf(desk.url, { auth: { kind: 'header', name: 'X-Key', template: '{secret}' } })
    const sample = await engine.act.profiles.sample({ draft, secret: 's3cret-key', request: { path: '/sessions', query: { a: 'b' } } })
    expect(sample).toMatchObject({ status: 200, contentType: 'application/json', cut: false, text: null })
    expect(sample.json).toEqual({
      items: [{ id: 1, apiToken: '[secret]', note: 'key is [secret]', nested: { password: '[secret]', roles: ['a'] } }],
      total: 1,
    })
  })

  it('is cut where it is long, and never leaves the server’s address', async () => {
    const desk = await startDesk(0)
    desk.listInstead = { items: Array.from({ length: 30_000 }, (_, index) => ({ id: index, text: 'x'.repeat(50) })) }
    const engine = await startEngine()
    const draft = draftOf(`${desk.url}/base`)
    const sample = await engine.act.profiles.sample({ draft, request: { path: '/sessions' } })
    expect([sample.cut, JSON.stringify(sample.json).length < 1_000_000]).toEqual([true, true])
    for (const path of ['/../x', '/a\\b', '/a#b', '/%2e%2e/x']) {
      await expect(engine.act.profiles.sample({ draft, request: { path } }), path).rejects.toMatchObject({ code: 'not-allowed' })
    }
  })

  it('signs in as a profile that is still being written says', async () => {
    const desk = await startDesk(1)
    const engine = await startEngine()
    const logins = [
      {
        id: 'in',
        name: 'In',
        request: { method: 'GET', path: '/token', query: { user: '{username}', key: '{secret}' } },
        token: { body: 'token' },
      },
    ]
    const draft = draftOf(desk.url, { auth: { kind: 'login', login: 'in', username: 'ann' } })
    desk.listInstead = { token: 'tok-123456', rows: [] }
    const profile = JSON.stringify({ logins, fields: {} })
    const sample = await engine.act.profiles.sample({ draft, secret: 's', profile, request: { path: '/sessions' } })
    expect(sample.json).toEqual({ token: '[secret]', rows: [] })
    expect(desk.lists).toBe(2)
    const bad = JSON.stringify({ logins: [{ ...logins[0], request: { method: 'GET', path: '/token' } }] })
    await expect(engine.act.profiles.sample({ draft, secret: 's', profile: bad, request: { path: '/' } })).rejects.toMatchObject({
      problem: { reasons: [{ path: 'logins[0].request', reason: expect.stringContaining('{secret}') }] },
    })
  })

  it('tells a list that is refused after a good sign-in from a sign-in that is refused', async () => {
    const desk = await startDesk(1)
    const engine = await startEngine()
    const draft = draftOf(desk.url, { auth: { kind: 'login', login: 'in', username: 'ann' } })
    const profile = JSON.stringify({
      logins: [
        {
          id: 'in',
          name: 'In',
          request: { method: 'POST', path: '/end', json: { ids: ['{secret}'] } },
          token: { body: 'token' },
          put: { header: 'X-Desk', template: '{token}' },
        },
      ],
    })
    const ask = () => engine.act.profiles.sample({ draft, secret: 's', profile, request: { path: '/sessions' } })
    desk.endSays = { token: 'tok-123456' }
    desk.answers.list = 401
    await expect(ask()).rejects.toMatchObject({
      code: 'sign-in-failed',
      problem: { message: 'The sign-in worked, but the list was refused with what it gave.' },
    })
    desk.answers.end = 401
    await expect(ask()).rejects.toMatchObject({ code: 'sign-in-failed', problem: { message: expect.not.stringContaining('worked') } })
  })
})

describe('a preview', () => {
  it('shows the rows that a profile makes of an answer, with what is wrong with them, and asks nobody', async () => {
    const engine = await startEngine()
    const profile = deskProfile({
      fields: { sessionId: 'id', user: 'user', createdAt: 'from' },
      times: { createdAt: { kind: 'local', zone: '{input.zone}' } },
      inputs: [{ name: 'zone', label: 'Zone', kind: 'zone' }],
    })
    const rows = [
      { id: 'a', user: 'ann', from: '2026-11-20 08:00:00' },
      { id: 'a', user: 'bob', from: 'yesterday' },
      { id: 'b', from: null },
      { user: 'nobody' },
    ]
    expect(await engine.act.profiles.preview({ profile, sample: { sessions: rows } })).toMatchObject({
      decoded: 3,
      dropped: 1,
      duplicates: 1,
      emptyUsers: 1,
      unparsedTimes: [{ field: 'createdAt', rows: 1, example: 'yesterday' }],
      problem: null,
      rows: [{ sessionId: 'a', user: 'ann', createdAt: Date.parse('2026-11-20T08:00:00Z') }, { user: 'bob' }, { sessionId: 'b' }],
    })
    expect(await engine.act.profiles.preview({ profile, sample: { other: [] } })).toMatchObject({
      rows: [],
      problem: expect.stringContaining('sessions'),
    })
    await expect(engine.act.profiles.preview({ profile: '{}', sample: [] })).rejects.toMatchObject({ code: 'bad-input' })
  })
})
