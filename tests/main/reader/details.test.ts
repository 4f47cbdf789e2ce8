import { expect, it } from 'vitest'
import { ingest, loadMemory } from '../../../src/main/collector/polling/ingest.ts'
import { storedFacts } from '../../../src/main/store/live-details.ts'
import { read, session, temporaryCache, uuid } from '../store/history-samples.ts'
import { anna, monitor, NOW, serverOf, startReader, Writer } from './reader-world.ts'

it('the other sessions under a name are told of every server, those of the same one first, whatever the case', async () => {
  const writer = new Writer()
  for (const id of ['keep', 'desk']) writer.add(serverOf(id, id))
  const { reader, client } = startReader(writer.folder)
  const mueller = { ...anna, user: 'müller' }
  reader.hear(
    writer.poll(
      'keep',
      [mueller, { ...mueller, sessionId: uuid(7), lastActiveAt: NOW - 9000 }, { ...mueller, sessionId: uuid(8), user: 'muller' }],
      NOW,
    ),
  )
  reader.hear(writer.poll('desk', [{ ...mueller, sessionId: uuid(9), user: 'MÜLLER', lastActiveAt: NOW - 1000 }], NOW))
  const details = await client.sessions.details({ serverId: 'keep', sessionId: anna.sessionId, duplicate: 0 })
  expect(details?.siblings.map(({ serverId, sessionId }) => [serverId, sessionId])).toEqual([
    ['keep', uuid(7)],
    ['desk', uuid(9)],
  ])
})

it('API keys and monitors that share a name are not taken for one another', async () => {
  const writer = new Writer()
  writer.add(serverOf('keep', 'Keep'))
  const { reader, client } = startReader(writer.folder)
  reader.hear(writer.poll('keep', [monitor, { ...monitor, sessionId: 'm2' }], NOW))
  const details = await client.sessions.details({ serverId: 'keep', sessionId: 'm', duplicate: 0 })
  expect(details?.siblings).toEqual([])
})

it('the history of a session is asked for like everything else, and is not there for a server that is not', async () => {
  const writer = new Writer()
  writer.add(serverOf('keep', 'Keep'))
  const { reader, client } = startReader(writer.folder)
  reader.hear(writer.poll('keep', [anna], NOW))
  reader.hear(writer.poll('keep', [{ ...anna, address: '10.0.0.2' }], NOW + 30_000))
  const key = { serverId: 'keep', sessionId: anna.sessionId, duplicate: 0 }
  expect((await client.sessions.history(key))?.changes).toEqual([
    { at: NOW + 30_000, what: 'address', before: '10.0.0.1', after: '10.0.0.2' },
  ])
  expect(await client.sessions.history({ ...key, serverId: 'gone' })).toBeNull()
})

it('of a secret fact the name is kept and nothing else', () => {
  const cache = temporaryCache()
  const facts = [
    { name: 'device', value: 'laptop' },
    { name: 'token', value: null },
  ]
  const change = ingest(cache, loadMemory(cache, 'keep'), read([session({ sessionId: uuid(1) })]), NOW, () => facts)
  expect(storedFacts(cache, change.started[0]?.[0] ?? 0)?.other).toEqual([
    { name: 'device', value: 'laptop', secret: false },
    { name: 'token', value: '', secret: true },
  ])
})
