import { describe, expect, it } from 'vitest'
import { columnOf } from '../../../../../src/renderer/features/sessions/Columns.tsx'
import { usualViews } from '../../../../../src/renderer/features/sessions/views/usual-views.ts'
import {
  freeName,
  LONGEST_NAME,
  listedViews,
  nameProblem,
  withMovedView,
  withName,
  withoutView,
  withView,
} from '../../../../../src/renderer/features/sessions/views/view-list.ts'
import { parseFilter } from '../../../../../src/shared/filter/parse.ts'
import { setLanguage } from '../../../../../src/shared/language/language.ts'
import { changedSettings, type Settings, settingsSchema } from '../../../../../src/shared/settings.ts'
import { type View, viewContentSchema, viewSchema } from '../../../../../src/shared/view.ts'

const USUAL = settingsSchema.parse({})
const usualIds = usualViews().map(({ id }) => id)

describe('the views that come with Rollcall', () => {
  it('can be stored, understood and shown', () => {
    for (const view of usualViews()) {
      expect(viewSchema.parse(view)).toEqual(view)
      expect(parseFilter(view.filter)).toHaveProperty('filter')
      for (const { field } of view.sort) expect(columnOf(field)).toBeDefined()
      for (const field of Object.keys(view.columns.shown)) expect(columnOf(field)).toBeDefined()
    }
  })

  it('are told by fixed ids, whatever the language', () => {
    try {
      setLanguage('de')
      expect(usualViews().map(({ id }) => id)).toEqual(usualIds)
      expect(usualViews()[0]?.name).toBe('Alle jetzt')
    } finally {
      setLanguage('en')
    }
  })
})

describe('the list of views', () => {
  it('begins with those that come with Rollcall, and goes on with the saved ones', () => {
    expect(idsOf(savedAs(aView('b'), aView('a')))).toEqual([...usualIds, 'b', 'a'])
  })

  it('keeps a view that is saved again in its place, without what was changed in it', () => {
    const before: Settings = { ...savedAs(aView('a'), aView('b')), unsavedViews: { a: aView('a'), b: aView('b') } }
    const after = changedSettings(before, withView(before, { ...aView('a'), filter: 'jane' }))
    expect(idsOf(after)).toEqual(idsOf(before))
    expect(after.views[0]?.filter).toBe('jane')
    expect(Object.keys(after.unsavedViews)).toEqual(['b'])
  })

  it('is ordered by moving views by one place, the ones of Rollcall too, and stops at its ends', () => {
    let settings = savedAs(aView('a'))
    for (const _ of usualIds) settings = changedSettings(settings, withMovedView(settings, 'a', -1) ?? {})
    expect(idsOf(settings)).toEqual(['a', ...usualIds])
    expect(withMovedView(settings, 'a', -1)).toBeNull()
    expect(withMovedView(settings, usualIds.at(-1) ?? '', 1)).toBeNull()
    expect(withMovedView(settings, 'gone', 1)).toBeNull()
    settings = changedSettings(settings, withMovedView(settings, usualIds[0] ?? '', 1) ?? {})
    expect(idsOf(settings).slice(0, 3)).toEqual(['a', usualIds[1], usualIds[0]])
  })

  it('gives a deleted view its old place back', () => {
    const before = savedAs(aView('a'), aView('b'), aView('c'))
    const place = listedViews(before).findIndex(({ id }) => id === 'b')
    const without = changedSettings(before, withoutView(before, 'b'))
    expect(idsOf(without)).toEqual([...usualIds, 'a', 'c'])
    expect(idsOf(changedSettings(without, withView(without, aView('b'), place)))).toEqual(idsOf(before))
  })

  it('can always be stored, also with as many views as can be saved', () => {
    const many = savedAs(...Array.from({ length: 100 }, (_, number) => aView(`v${number}`)))
    expect(settingsSchema.parse(many)).toEqual(many)
  })
})

describe('the name of a view', () => {
  it('is something, not too long, and nobody else’s', () => {
    const settings = savedAs(aView('a', 'Night shift'))
    expect(nameProblem(' ', settings)).toBe('missing')
    expect(nameProblem('x'.repeat(LONGEST_NAME + 1), settings)).toBe('too-long')
    expect(nameProblem(' night SHIFT', settings)).toBe('taken')
    expect(nameProblem('everyone now', settings)).toBe('taken')
    expect(nameProblem('Night shift', settings, 'a')).toBeNull()
    expect(nameProblem('Day shift', settings)).toBeNull()
  })

  it('changes nothing but the name', () => {
    const settings = savedAs(aView('a', 'Night shift'), aView('b'))
    const renamed = changedSettings(settings, withName(settings, 'a', 'Late shift'))
    expect(renamed).toEqual({ ...settings, views: [{ ...aView('a'), name: 'Late shift' }, aView('b')] })
  })

  it('gets a number where it is taken, and stays within its length', () => {
    const long = 'x'.repeat(LONGEST_NAME)
    const settings = savedAs(aView('a', 'Night shift'), aView('b', 'Night shift (2)'), aView('c', long))
    expect(freeName('Day shift', settings)).toBe('Day shift')
    expect(freeName('Night shift', settings)).toBe('Night shift (3)')
    expect(freeName(long, settings)).toBe(`${'x'.repeat(LONGEST_NAME - 4)} (2)`)
  })
})

function aView(id: string, name = `View ${id}`): View {
  return { ...viewContentSchema.parse({ filter: id }), id, name }
}

function savedAs(...views: readonly View[]): Settings {
  return views.reduce((settings, view) => changedSettings(settings, withView(settings, view)), USUAL)
}

function idsOf(settings: Settings): readonly string[] {
  return listedViews(settings).map(({ id }) => id)
}
