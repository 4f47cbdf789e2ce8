import { describe, expect, it } from 'vitest'
import { jupyterhub } from '../../../../doubles/jupyterhub.ts'
import { connected, listsAndEnds, unhurried } from './suite.ts'

describe('JupyterHub', () => {
  listsAndEnds(jupyterhub, { pages: { people: 410, sessions: 430 }, parent: ({ name }) => ({ key: name, called: name }), parentsGo: true })

  it('can’t tell its own token from others on a hub that does not say', async () => {
    const { connector } = await connected(jupyterhub)
    expect((await connector.read(unhurried())).sessions.map(({ own }) => own)).toEqual([null, null, null, null, null, null])
  })

  it('reads users whose names would lead elsewhere', async () => {
    const { double, connector } = await connected(jupyterhub, { people: ['a/b?c', 'x y', 'ünï'] })
    const read = await connector.read(unhurried())
    expect(read).toMatchObject({ complete: true })
    expect(read.sessions).toHaveLength(6)
    for (const { sessionId } of read.sessions) await connector.terminate(sessionId, unhurried())
    expect(double.world.live.size).toBe(0)
    expect(double.world.strayed).toEqual([])
  })
})
