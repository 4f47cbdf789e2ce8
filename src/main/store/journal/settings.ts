import { t } from '../../../shared/language/language.ts'
import { changedSettings, type Settings, type SettingsChange, settingsSchema } from '../../../shared/settings.ts'
import { viewContentSchema, viewSchema } from '../../../shared/view.ts'
import type { Database } from '../database.ts'
import { journalWrite } from './write.ts'

/** The view whose columns were remembered before there were views. */
const FIRST_VIEW = 'usual-everyone'

/** More than can be saved are no views of any version. */
const MOST_FOREIGN = 100

/** What the window remembers. A stored value that can't be understood any more counts as never set, one by one; so does each view. */
export function readSettings(journal: Database): Settings {
  const rows = journal.prepare('SELECT name, value FROM setting').all() as { name: string; value: string }[]
  const stored = new Map(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]))
  if (stored.has('views')) stored.set('views', understoodViews(stored.get('views')))
  stored.set(
    'unsavedViews',
    stored.has('unsavedViews') ? understoodChanges(stored.get('unsavedViews')) : withOldColumns(stored.get('columns')),
  )
  const known = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const value = schema.safeParse(stored.get(name))
    return value.success ? [[name, value.data] as const] : []
  })
  return settingsSchema.parse(Object.fromEntries(known))
}

/** Keeps what the window should remember. Throws `journal-unwritable`. */
export function writeSettings(journal: Database, change: SettingsChange): void {
  const put = journal.prepare('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
  journalWrite(journal, t('store.savingSettings'), () => {
    const settings = changedSettings(readSettings(journal), change)
    for (const name of namesIn(change))
      put.run(name, JSON.stringify(name === 'views' ? [...settings.views, ...foreignViews(journal)] : settings[name]))
  })
}

/** Views that another version saved and this one does not understand: they stay for when that version is back. */
function foreignViews(journal: Database): readonly unknown[] {
  const row = journal.prepare("SELECT value FROM setting WHERE name = 'views'").get() as { value: string } | undefined
  const list: unknown = row === undefined ? [] : JSON.parse(row.value)
  return Array.isArray(list) ? list.filter((item) => !viewSchema.safeParse(item).success).slice(0, MOST_FOREIGN) : []
}

function namesIn(change: SettingsChange): (keyof Settings)[] {
  return (Object.keys(settingsSchema.shape) as (keyof Settings)[]).filter((name) => change[name] !== undefined)
}

function understoodViews(list: unknown): Settings['views'] {
  if (!Array.isArray(list)) return []
  return list.flatMap((item) => {
    const { success, data } = viewSchema.safeParse(item)
    return success ? [data] : []
  })
}

function understoodChanges(record: unknown): Settings['unsavedViews'] {
  if (typeof record !== 'object' || record === null) return {}
  const entries = Object.entries(record).flatMap(([id, value]) => {
    const { success, data } = viewContentSchema.safeParse(value)
    return success ? [[id, data] as const] : []
  })
  return Object.fromEntries(entries)
}

/** Columns that were chosen in a Rollcall without views, as a change of the view that shows what was shown then. */
function withOldColumns(shown: unknown): Settings['unsavedViews'] {
  const { success, data } = viewContentSchema.safeParse({ columns: { shown } })
  return success && Object.keys(data.columns.shown).length > 0 ? { [FIRST_VIEW]: data } : {}
}
