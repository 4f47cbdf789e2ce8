import { expect, it } from 'vitest'
import { openCache } from '../../../src/main/store/cache.ts'
import { closeDatabase } from '../../../src/main/store/database.ts'
import { deleteHistory } from '../../../src/main/store/forget.ts'
import { addServer, draftOf, fastClock, startEngine, until } from './engine.ts'
import { startSessionServer } from './session-server.ts'

const YEAR = 365 * 86_400_000

it('a start after the clock was a year ahead sets the cache aside, says why, and dates the next read by the clock as it is', async () => {
  const server = await startSessionServer(2)
  const clock = fastClock(1)
  const ahead = await startEngine({ clock: { ...clock, now: () => clock.now() + YEAR } })
  const serverId = await addServer(ahead, draftOf(server.url))
  await ahead.stop()
  const again = await startEngine({ dataFolder: ahead.folder })
  const entry = again.entries().find(({ kind }) => kind === 'cache-set-aside')
  expect(entry?.text).toContain('clock was ahead')
  const attempt = await until(() => again.status(serverId)?.lastAttempt)
  expect(attempt.result).toBe('complete')
  expect(Math.abs((again.status(serverId)?.lastCompleteAt ?? 0) - Date.now())).toBeLessThan(60_000)
})

it('a start goes on with deleting history where the program was cut off', async () => {
  const server = await startSessionServer(2)
  const engine = await startEngine()
  const serverId = await addServer(engine, draftOf(server.url))
  await engine.act.servers.remove({ serverId, keepHistory: true })
  await engine.stop()
  const { cache } = openCache(engine.folder, { readOnly: false })
  deleteHistory(cache, serverId).next()
  closeDatabase(cache)
  const again = await startEngine({ dataFolder: engine.folder })
  const { cache: reader } = openCache(again.folder, { readOnly: true })
  await until(() => reader.prepare('SELECT count(*) FROM server').pluck().get() === 0)
  expect(reader.prepare('SELECT (SELECT count(*) FROM ver) + (SELECT count(*) FROM usr)').pluck().get()).toBe(0)
  closeDatabase(reader)
})
