import { describe, expect, it } from 'vitest'
import { grafana } from '../../../../doubles/grafana.ts'
import { codeOf, connected, endsUser, listsAndEnds, unhurried } from './suite.ts'

describe('Grafana', () => {
  listsAndEnds(grafana, {
    pages: { people: 210, sessions: 230 },
    parent: ({ id, name }) => ({ key: id, called: name }),
    parentsGo: true,
    ids: 'numbers',
  })
  endsUser(grafana)

  it('passes on that nobody can log out the user that asks', async () => {
    const { connector } = await connected(grafana)
    const answer = await connector.terminateUser({ userId: '1', user: 'admin' }, unhurried())
    expect(answer).toMatchObject({ kind: 'failed', problem: { technical: expect.stringContaining('You cannot logout yourself') } })
  })

  it('sends no id that is not a number', async () => {
    const { double, connector } = await connected(grafana)
    const before = double.world.asked.length
    for (const id of ['abc/2', '9007199254740993/2', '1e3/2'])
      expect(await codeOf(connector.terminate(id, unhurried()))).toBe('not-allowed')
    expect(double.world.asked).toHaveLength(before)
  })
})
