import { describe, expect, it } from 'vitest'
import { listServers } from '../../../../src/main/store/journal/servers.ts'
import { addServer, draftOf, MemoryKeytar, startEngine, until } from '../engine.ts'
import { startSessionServer } from '../session-server.ts'

describe('changing a server', () => {
  it('keeps what happened while it was under way: a pause, and a run that was confirmed', async () => {
    const server = await startSessionServer(2)
    server.takes = 100
    const engine = await startEngine({ pace: 30 })
    const { servers, terminations } = engine.collector
    const serverId = await addServer(engine, draftOf(server.url))
    const serverNow = () => listServers(engine.journal)[0]
    const changing = servers.change(serverId, draftOf(server.url, { name: 'Keep EU' }), undefined)
    await Promise.resolve()
    servers.pause(serverId)
    await changing
    expect(serverNow()).toMatchObject({ name: 'Keep EU', paused: true })
    servers.resume(serverId)
    const plan = await terminations.review([{ serverId, sessionId: 's0', duplicate: 0 }], 'sessions')
    const refused = expect(servers.change(serverId, draftOf(server.url, { name: 'Other' }), undefined)).rejects
    await Promise.resolve()
    const runId = terminations.confirm(plan.planId, 1, null)
    await refused.toMatchObject({ code: 'not-allowed' })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect([run.counts.terminated, serverNow()?.name]).toEqual([1, 'Keep EU'])
  })
})

describe('a keychain whose process crashes', () => {
  it('holds no server up: once a fresh process is there, what was not asked is asked', async () => {
    const server = await startSessionServer(2)
    const keytar = new MemoryKeytar()
    const engine = await startEngine({ keytar })
    const auth = { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' } as const
    const serverId = await addServer(engine, draftOf(server.url, { auth }), 'canary-77')
    await engine.stop()
    const answers = keytar.getPassword.bind(keytar)
    let calls = 0
    keytar.getPassword = (service, account) => {
      calls += 1
      return calls === 1 ? new Promise(() => undefined) : answers(service, account)
    }
    const again = await startEngine({ dataFolder: engine.folder, keytar })
    await until(() => calls === 1)
    again.endKeychain()
    await until(() => again.status(serverId)?.hold === 'credential')
    expect(again.status(serverId)?.lastAttempt?.problem?.code).toBe('keychain-stuck')
    again.restartKeychain()
    await until(() => again.status(serverId)?.lastAttempt?.result === 'complete')
    expect(again.status(serverId)?.hold).toBeNull()
  })
})
