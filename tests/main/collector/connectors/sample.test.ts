import { afterEach, expect, it } from 'vitest'
import { builtInProfiles } from '../../../../src/main/collector/connectors/registry.ts'
import { askableProfile, readSample } from '../../../../src/main/collector/connectors/sample.ts'
import { scrubber } from '../../../../src/main/collector/connectors/scrub.ts'
import { type PlainAnswer, type PlainServer, startPlainServer } from '../../../faults/plain-server.ts'
import { unhurried, watchedServer } from '../../../faults/watched-server.ts'

const SECRET = 'S3cretKeyValue'
let server: PlainServer
afterEach(() => server.close())

async function sampleOf(answer: PlainAnswer, method: 'GET' | 'POST' = 'GET') {
  server = await startPlainServer(() => answer)
  const [model] = builtInProfiles().flatMap(({ profile }) => (profile.kind === 'api' ? [profile] : []))
  if (model === undefined) throw new Error('There is no profile.')
  const target = watchedServer(server.url, { auth: { kind: 'header', name: 'X-Key', template: '{secret}' }, timeoutSeconds: 5 })
  return readSample(target, askableProfile(null, model), SECRET, { method, path: '/x' }, unhurried())
}

it('a sample shows the credential neither as a value nor as a name', async () => {
  const { json } = await sampleOf({ json: { sessions: { [SECRET]: { user: 'x', token: 1 } }, note: `is ${SECRET}` } })
  expect(json).toMatchObject({ note: 'is [secret]' })
  expect(JSON.stringify(json)).not.toContain(SECRET)
})

it('a sample that is asked for by anything but GET is asked for once, whatever comes', async () => {
  expect((await sampleOf({ json: [{ id: 1 }] }, 'POST')).json).toEqual([{ id: 1 }])
  await server.close()
  await expect(sampleOf({ reset: true }, 'POST')).rejects.toMatchObject({ code: 'connection-failed' })
  expect(server.lines()).toEqual(['POST /x'])
})

it('a long text is looked through no further than it is shown, and in no more than its length', async () => {
  const long = 'token'.repeat(400_000)
  const start = performance.now()
  const { text, cut } = await sampleOf({ text: long, headers: { 'content-type': 'text/plain' } })
  expect([text?.length, cut]).toEqual([4000, true])
  scrubber([])(long.slice(0, 500_000))
  expect(performance.now() - start).toBeLessThan(3000)
})
