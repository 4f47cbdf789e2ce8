import { type Settings, settingsSchema } from '../../../shared/settings.ts'
import type { Database } from '../database.ts'
import { journalWrite } from './write.ts'

/** What the window remembers. A stored value that can't be understood any more counts as never set, one by one. */
export function readSettings(journal: Database): Settings {
  const rows = journal.prepare('SELECT name, value FROM setting').all() as { name: string; value: string }[]
  const stored = new Map(rows.map(({ name, value }) => [name, value]))
  const known = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const text = stored.get(name)
    const value = text === undefined ? undefined : schema.safeParse(JSON.parse(text))
    return value?.success === true ? [[name, value.data] as const] : []
  })
  return settingsSchema.parse(Object.fromEntries(known))
}

/** Keeps what the window should remember. Throws `journal-unwritable`. */
export function writeSettings(journal: Database, settings: Settings): void {
  const put = journal.prepare('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
  journalWrite(journal, 'saving the settings', () => {
    for (const [name, value] of Object.entries(settings)) put.run(name, JSON.stringify(value))
  })
}
