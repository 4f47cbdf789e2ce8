import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AGENT_READING } from '../../../../src/main/collector/polling/agent.ts'
import { CACHE_APPLICATION_ID, CACHE_MIGRATIONS } from '../../../../src/main/store/cache-migrations.ts'
import { closeDatabase, openDatabase } from '../../../../src/main/store/database.ts'
import { readAgentsAgain, storedAgent } from '../../../../src/main/store/dictionaries.ts'
import { temporaryCache, temporaryFolder } from '../../store/history-samples.ts'

const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4'

describe('a user agent', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0', 'Firefox 131', 'Windows 10/11', 'computer'],
    [`Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) ${SAFARI} Mobile/15E148 Safari/604.1`, 'Safari 17', 'iOS', 'phone'],
    [`Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) ${SAFARI} Mobile/15E148 Safari/604.1`, 'Safari 17', 'iOS', 'tablet'],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot 2', null, 'program'],
    ['curl/8.5.0', null, null, 'program'],
    ['python-requests/2.32.3', null, null, 'program'],
    ['Java/17.0.1', null, null, 'program'],
    ['', null, null, null],
    ['  ', null, null, null],
    ['x'.repeat(5000), null, null, null],
    ['Ünïcode…', null, null, null],
  ])('%.70s tells browser %s, system %s and device %s', (header, browser, system, device) => {
    expect(AGENT_READING.read(header)).toMatchObject({ browser, system, device })
  })

  it('that an older Rollcall met is read again, once', () => {
    const folder = temporaryFolder()
    const old = openDatabase({
      file: join(folder, 'cache.db'),
      readOnly: false,
      applicationId: CACHE_APPLICATION_ID,
      migrations: CACHE_MIGRATIONS.slice(0, 3),
      synchronous: 'NORMAL',
    })
    old.exec("INSERT INTO agent (text, words, search) VALUES ('curl/8.5.0', NULL, 'CURL/8.5.0')")
    closeDatabase(old)

    const cache = temporaryCache(folder)
    const unread = { number: 1, read: () => expect.fail('it is known') as never }
    expect(storedAgent(cache, 'curl/8.5.0', unread).device).toBeNull()
    readAgentsAgain(cache, AGENT_READING)
    expect(storedAgent(cache, 'curl/8.5.0', unread)).toMatchObject({ words: null, device: 'program' })
    readAgentsAgain(cache, { ...unread, number: AGENT_READING.number })
  })
})
