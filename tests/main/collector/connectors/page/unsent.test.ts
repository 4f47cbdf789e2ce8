import { expect, it } from 'vitest'
import { send } from '../../../../../src/main/collector/polling/send.ts'
import { unhurried } from '../../../../faults/watched-server.ts'
import { connectorTo, consoleProfile, PASSWORD, startConsole } from './console.ts'

it('sessions that a page no longer lists together are known not to have been asked to end, so that each can be by itself', async () => {
  const world = await startConsole()
  const one = { press: { kind: 'tick', box: 'ids', button: 'End selected', atMost: 3 } }
  const connector = connectorTo(world.server.url, consoleProfile({ terminate: { one } }), {}, PASSWORD)
  const problemOf = (error: unknown) => {
    throw error
  }
  const answer = await send(connector, { kind: 'many', sessionIds: ['gone', 'b 2'] }, unhurried(), problemOf)
  expect([answer.kind, world.ended]).toEqual(['unsent', []])
  await connector.close()
  await world.close()
})
