import { describe, expect, it } from 'vitest'
import type { Action } from '../../../../src/renderer/components/actions/actions.ts'
import { actionFor } from '../../../../src/renderer/components/actions/dispatch.ts'
import { fittingActions } from '../../../../src/renderer/components/actions/fitting.ts'
import { holders, refusal, withKeys, withUsualKeys } from '../../../../src/renderer/components/actions/rebinding.ts'

function action(id: string, keys: string[], more: Partial<Action> = {}): Action {
  return { id, name: id, section: 'Things', keys: { windows: keys, mac: keys }, run: () => undefined, ...more }
}

describe('keys that are pressed', () => {
  const find = action('find', ['Mod+F', 'F3'], { inTexts: true })
  const end = action('end', ['Delete'])
  const help = action('help', ['F1', '?'], { inTexts: true })
  const refresh = action('refresh', ['F5'], { inTexts: true, inDialogs: true })
  const all = [find, end, help, refresh]

  it('do on the page what they are offered for, whichever of its keys they are', () => {
    expect(actionFor('F3', 'page', all, {})).toBe(find)
    expect(actionFor('Delete', 'page', all, {})).toBe(end)
    expect(actionFor('F9', 'page', all, {})).toBeUndefined()
  })

  it('never end anything while a text is edited, and never take a letter from it', () => {
    expect(actionFor('Delete', 'text', all, {})).toBeUndefined()
    expect(actionFor('?', 'text', all, {})).toBeUndefined()
    expect(actionFor('F1', 'text', all, {})).toBe(help)
  })

  it('reach through a dialog only for what changes nothing there', () => {
    expect(actionFor('Delete', 'dialog', all, {})).toBeUndefined()
    expect(actionFor('F1', 'dialog', all, {})).toBeUndefined()
    expect(actionFor('F5', 'dialog', all, {})).toBe(refresh)
  })

  it('mean the last offer that can be done; where none can, its reason is to be told', () => {
    const closeDetails = action('details', ['Escape'], { unavailable: 'No details are open' })
    const leave = action('leave', ['Escape'])
    const closeList = action('list', ['Escape'])
    expect(actionFor('Escape', 'page', [leave, closeList, closeDetails], {})).toBe(closeList)
    expect(actionFor('Escape', 'page', [closeDetails], {})).toBe(closeDetails)
  })

  it('are those that somebody chose instead of the usual ones, none if they were taken away', () => {
    expect(actionFor('Mod+J', 'page', all, { find: ['Mod+J'] })).toBe(find)
    expect(actionFor('Mod+F', 'page', all, { find: ['Mod+J'] })).toBeUndefined()
    expect(actionFor('Delete', 'page', all, { end: [] })).toBeUndefined()
  })
})

describe('other keys for an action', () => {
  const find = action('find', ['Mod+F', 'F3'])
  const copy = action('copy', ['Mod+C'])

  it('are refused when they write, move the focus, or belong to the system', () => {
    expect(['X', 'Shift+X', '?'].map(refusal)).toEqual(['writes', 'writes', 'writes'])
    expect(['Tab', 'Shift+Tab', 'Enter', 'ArrowDown'].map(refusal)).toEqual(['moves', 'moves', 'moves', 'moves'])
    expect(['Mod+W', 'Alt+F4'].map(refusal)).toEqual(['system', 'system'])
    expect(['F8', 'Mod+Shift+X', 'Alt+Enter', 'Delete'].map(refusal)).toEqual([null, null, null, null])
  })

  it('are taken from whoever had them, who keeps the rest', () => {
    expect(holders('F3', copy, [find, copy], {})).toEqual([find])
    expect(withKeys({}, copy, 'F3', [find, copy])).toEqual({ find: ['Mod+F'], copy: ['F3'] })
  })

  it('give way to the usual ones again', () => {
    expect(withUsualKeys({ find: ['F9'], copy: ['F3'] }, find)).toEqual({ copy: ['F3'] })
  })
})

describe('the palette', () => {
  const actions = [
    action('a', [], { name: 'Copy the row', section: 'Sessions' }),
    action('b', [], { name: 'Go to Settings', section: 'Go to' }),
    action('c', [], { name: 'Show Réunion only', section: 'Servers', oneOfMany: true }),
    action('d', [], { name: 'Next pane', section: 'Window', keyOnly: true }),
    action('e', [], { name: 'Settle rows', section: 'Sessions' }),
  ]
  const found = (text: string) => fittingActions(actions, text).map(({ id }) => id)

  it('lists everything that is no mere key, and of what there are many nothing until something is typed', () => {
    expect(found('')).toEqual(['a', 'e', 'b'])
    expect(found('reunion')).toEqual(['c'])
    expect(found('pane')).toEqual([])
  })

  it('finds all words in any order, the best first and sections together', () => {
    expect(found('row copy')).toEqual(['a'])
    expect(found('sett')).toEqual(['e', 'b'])
    expect(found('go')).toEqual(['b'])
    expect(found('zzz')).toEqual([])
  })
})
