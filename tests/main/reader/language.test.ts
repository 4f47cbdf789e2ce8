import { afterEach, expect, it } from 'vitest'
import { writeSettings } from '../../../src/main/store/journal/settings.ts'
import { setLanguage } from '../../../src/shared/language/language.ts'
import { startReader, Writer } from './reader-world.ts'

afterEach(() => setLanguage('en'))

it('the reader speaks the language of the settings from its start, and another one as soon as that is chosen', async () => {
  const writer = new Writer()
  writeSettings(writer.journal, { language: 'de' })
  const { reader, client } = startReader(writer.folder)
  const ask = () => client.sessions.page({ filter: 'idle>' })
  await expect(ask()).rejects.toMatchObject({ data: { next: expect.stringMatching(/^Ändern Sie den Filter an seinem \d+\. Zeichen\.$/) } })
  writeSettings(writer.journal, { language: 'en' })
  reader.hear({ kind: 'written', topics: ['settings'] })
  await expect(ask()).rejects.toMatchObject({ data: { next: expect.stringMatching(/^Change the filter at its letter \d+\.$/) } })
})
