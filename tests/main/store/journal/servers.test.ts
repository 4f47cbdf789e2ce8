import { describe, expect, it } from 'vitest'
import {
  deleteServer,
  getServer,
  insertServer,
  listServers,
  readHeld,
  setCredential,
  updateServer,
  writeHeld,
} from '../../../../src/main/store/journal/servers.ts'
import { aServer, freshJournal } from './fixture.ts'

describe('the list of servers', () => {
  it('gives back exactly what was put in, in the order it was added', () => {
    const journal = freshJournal()
    const first = aServer({ id: 'z', name: 'Zeta' })
    const second = aServer({
      id: 'a',
      name: 'Alpha',
      auth: { kind: 'header', name: 'X-API-Key', template: '{secret}' },
      connector: { profileId: 'admin-sessions-api', inputs: {}, overrides: { pageSize: 7, fields: { user: ['user.name'] } } },
      trust: { kind: 'pin', pem: 'x', sha256: Array(32).fill('AB').join(':') },
      environment: 'staging',
      tags: ['Düsseldorf', 'print'],
      idleTimeoutMinutes: 45,
      viewOnly: true,
      credential: 'stored',
    })
    for (const server of [first, second]) insertServer(journal, server)
    expect(listServers(journal)).toEqual([first, second])
    updateServer(journal, { ...first, paused: true })
    expect(getServer(journal, 'z')).toEqual({ ...first, paused: true })
    setCredential(journal, 'a', 'missing')
    expect(getServer(journal, 'a')).toEqual({ ...second, credential: 'missing' })
    deleteServer(journal, 'z')
    expect(listServers(journal).map(({ id }) => id)).toEqual(['a'])
  })

  it('refuses a name that is taken, in any case, and names the one that has it', () => {
    const journal = freshJournal()
    insertServer(journal, aServer({ id: 'a', name: 'Müller' }))
    insertServer(journal, aServer({ id: 'b', name: 'Reef' }))
    expect(() => insertServer(journal, aServer({ id: 'c', name: 'MÜLLER' }))).toThrow('There is already a server called Müller.')
    expect(() => updateServer(journal, aServer({ id: 'b', name: 'müller' }))).toThrow('There is already a server called Müller.')
    updateServer(journal, aServer({ id: 'a', name: 'müller' }))
  })

  it('remembers why a server was not to be asked', () => {
    const journal = freshJournal()
    insertServer(journal, aServer())
    expect(readHeld(journal, 'keep')).toBeNull()
    const held = { hold: 'sign-in-failed', problem: { code: 'sign-in-failed', message: 'No.', next: 'Ask.' }, at: 5 } as const
    writeHeld(journal, 'keep', held)
    expect(readHeld(journal, 'keep')).toEqual(held)
    writeHeld(journal, 'keep', null)
    expect(readHeld(journal, 'keep')).toBeNull()
  })
})
