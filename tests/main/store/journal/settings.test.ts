import { describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/main/store/database.ts'
import { readSettings, writeSettings } from '../../../../src/main/store/journal/settings.ts'
import { type Settings, settingsSchema } from '../../../../src/shared/settings.ts'
import { type View, viewContentSchema, viewSchema } from '../../../../src/shared/view.ts'
import { freshJournal } from './fixture.ts'

const USUAL = settingsSchema.parse({})
const idle = viewContentSchema.parse({ filter: 'idle>1h' })
const jane = viewContentSchema.parse({ filter: 'jane' })

describe('the settings', () => {
  it('are the usual ones at first, and then what was saved', () => {
    const journal = freshJournal()
    expect(readSettings(journal)).toEqual(USUAL)
    const saved: Settings = { ...USUAL, theme: 'dark', views: [aView('a')], unsavedViews: { a: jane }, viewId: 'a', pageSize: 50 }
    writeSettings(journal, saved)
    expect(readSettings(journal)).toEqual(saved)
  })

  it('fall back one by one where a stored value is not understood', () => {
    const journal = freshJournal()
    writeSettings(journal, { theme: 'dark', pageSize: 50 })
    store(journal, 'theme', 'neon')
    expect(readSettings(journal)).toEqual({ ...USUAL, pageSize: 50 })
  })

  it('lose one view, not all of them, when one is not understood', () => {
    const journal = freshJournal()
    store(journal, 'views', [aView('a'), { id: 'b', name: '' }, aView('c')])
    store(journal, 'unsavedViews', { a: idle, b: { sort: 'upwards' } })
    expect(readSettings(journal)).toEqual({ ...USUAL, views: [aView('a'), aView('c')], unsavedViews: { a: idle } })
  })

  it('keep for a newer Rollcall the views that only it understands, whatever is saved meanwhile', () => {
    const journal = freshJournal()
    const newer = { ...aView('n'), group: 'building', lights: 'on' }
    store(journal, 'views', [newer, aView('a')])
    writeSettings(journal, { views: [aView('b')] })
    expect(readSettings(journal).views).toEqual([aView('b')])
    const { value } = journal.prepare("SELECT value FROM setting WHERE name = 'views'").get() as { value: string }
    expect(JSON.parse(value)).toEqual([aView('b'), newer])
  })

  it('stay as they are but for what a change names, so that two windows do not undo each other’s', () => {
    const journal = freshJournal()
    writeSettings(journal, { density: 'roomy', unsavedViews: { a: idle } })
    writeSettings(journal, { theme: 'dark' })
    writeSettings(journal, { unsavedViews: { b: jane } })
    expect(readSettings(journal)).toEqual({ ...USUAL, density: 'roomy', theme: 'dark', unsavedViews: { a: idle, b: jane } })
    writeSettings(journal, { unsavedViews: { a: null } })
    expect(readSettings(journal).unsavedViews).toEqual({ b: jane })
  })

  it('carry columns that were chosen before there were views over into the first view, until it is changed or put back', () => {
    const journal = freshJournal()
    store(journal, 'columns', { email: true, type: false })
    const carried = viewContentSchema.parse({ columns: { shown: { email: true, type: false } } })
    expect(readSettings(journal).unsavedViews).toEqual({ 'usual-everyone': carried })
    writeSettings(journal, { unsavedViews: { a: idle } })
    expect(readSettings(journal).unsavedViews).toEqual({ 'usual-everyone': carried, a: idle })
    writeSettings(journal, { unsavedViews: { 'usual-everyone': null } })
    expect(readSettings(journal).unsavedViews).toEqual({ a: idle })
  })

  it('change no view for columns that were left as they come, or that are not understood', () => {
    const journal = freshJournal()
    store(journal, 'columns', {})
    expect(readSettings(journal).unsavedViews).toEqual({})
    store(journal, 'columns', 'all')
    expect(readSettings(journal).unsavedViews).toEqual({})
  })
})

function aView(id: string): View {
  return viewSchema.parse({ ...idle, id, name: `View ${id}` })
}

function store(journal: Database, name: string, value: unknown): void {
  journal.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)').run(name, JSON.stringify(value))
}
