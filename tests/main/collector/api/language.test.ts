import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { language, setLanguage } from '../../../../src/shared/language/language.ts'
import { addServer, draftOf, type Engine, startEngine, temporaryFolder, until } from '../engine.ts'
import { startSessionServer } from '../session-server.ts'

afterEach(() => setLanguage('en'))

/** What is wrong with the only saved profile, as the reader was told it last. */
function flawOf(engine: Engine): string | undefined {
  const newest = engine.news.findLast((item) => item.kind === 'catalogue')
  return newest?.kind === 'catalogue' ? newest.profiles.find(({ origin }) => origin === 'saved')?.problems[0]?.reason : undefined
}

describe('the engine in German', () => {
  it('speaks it as soon as it is chosen, and after a restart; what stands in the journal stays as it was written', async () => {
    const { url } = await startSessionServer(3)
    const english = await startEngine()
    const serverId = await addServer(english, draftOf(url, { name: 'Keep EU' }))
    await english.act.console.saveSettings({ language: 'de' })
    await english.act.servers.pause({ serverId })
    await english.stop()
    const german = await startEngine({ dataFolder: english.folder })
    await german.act.servers.resume({ serverId })
    const words = (engine: Engine) => engine.entries().flatMap(({ kind, text }) => (kind.startsWith('server-') ? [text] : []))
    expect(words(german)).toEqual(['Keep EU was added.', 'Keep EU wurde angehalten.', 'Keep EU wurde fortgesetzt.'])
    await expect(german.act.servers.pause({ serverId: 'gone' })).rejects.toMatchObject({ message: expect.stringMatching(/^Dieser Server/) })
    await german.act.console.saveSettings({ language: 'en' })
    await expect(german.act.servers.pause({ serverId: 'gone' })).rejects.toMatchObject({ message: expect.stringMatching(/^This server/) })
  })

  it('says what a run does and what became of it', async () => {
    const { url } = await startSessionServer(2)
    const engine = await startEngine({ pace: 20 })
    await engine.act.console.saveSettings({ language: 'de' })
    const serverId = await addServer(engine, draftOf(url, { name: 'Keep EU' }))
    const plan = await engine.act.terminations.review({ keys: [{ serverId, sessionId: 's0', duplicate: 0 }] })
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 1 })
    await until(() => engine.run(runId).state === 'done')
    const texts = engine.entries().flatMap((entry) => (entry.runId === runId ? [entry.text] : []))
    expect(texts).toEqual([
      'Vorgang 1 begonnen: 1 Sitzung auf Keep EU beenden.',
      expect.stringMatching(/^Gleich wird die Sitzung von .+ auf Keep EU beendet\.$/),
      expect.stringMatching(/^.+ auf Keep EU: beendet\.$/),
      'Vorgang 1 fertig: 1 von 1 beendet.',
    ])
  })

  it('says anew what is wrong with a profile', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'profiles'))
    writeFileSync(join(folder, 'profiles', 'odd.json'), Buffer.from([0xff]))
    const engine = await startEngine({ dataFolder: folder })
    await until(() => flawOf(engine) === 'it is not written in UTF-8')
    await engine.act.console.saveSettings({ language: 'de' })
    await until(() => flawOf(engine) === 'sie ist nicht in UTF-8 geschrieben')
  })

  it('says why nothing may be changed in a folder that another Rollcall writes', async () => {
    const writer = await startEngine()
    await writer.act.console.saveSettings({ language: 'de' })
    await writer.stop()
    setLanguage('en')
    const looker = await startEngine({ dataFolder: writer.folder, readOnly: { holder: 'host-7' } })
    await expect(looker.act.servers.pause({ serverId: 'any' })).rejects.toMatchObject({
      message: 'In diesen Datenordner schreibt ein anderes laufendes Rollcall (host-7); dieses Fenster zeigt nur.',
    })
  })

  it('speaks that of the window where none is chosen', async () => {
    await startEngine({ systemLanguage: 'de-AT' })
    expect(language()).toBe('de')
  })
})
