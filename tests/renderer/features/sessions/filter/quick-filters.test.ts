import { describe, expect, test } from 'vitest'
import {
  chooseIdle,
  chooseTypes,
  chooseValues,
  chosenIdle,
  chosenTypes,
  chosenValues,
  groupsOf,
  toggled,
  typeChoices,
} from '../../../../../src/renderer/features/sessions/filter/quick-filters.ts'

describe('a menu of ticks', () => {
  test('has ticked what the filter names as a whole, and nothing of what it leaves out or only finds a part of', () => {
    expect(chosenValues('server="Keep EU",pure jane', 'server')).toEqual(['Keep EU', 'pure'])
    expect(chosenValues('-server=pure', 'server')).toEqual([])
    expect(chosenValues('server:pur', 'server')).toEqual([])
    expect(chosenValues('identity:named', 'identity')).toEqual(['named'])
  })

  test('changes its own clause where it stands, and nothing else', () => {
    expect(chooseValues('jane server=a -server=b is:own', 'server', ['a', 'Keep EU'])).toBe('jane server=a,"Keep EU" -server=b is:own')
    expect(chooseValues('server:ke jane', 'server', [])).toBe('jane')
    expect(chooseValues('jane', 'env', ['test'])).toBe('jane env:test')
  })

  test('takes a value for the same whatever the case of its letters', () => {
    expect(toggled(['Keep EU', 'Pure'], 'keep eu')).toEqual(['Pure'])
    expect(toggled(['Pure'], 'keep eu')).toEqual(['Pure', 'keep eu'])
  })

  test('knows the idle time, and changes it', () => {
    expect(chosenIdle('jane idle>1h30m')).toBe(5_400_000)
    expect(chosenIdle('idle<5m')).toBeNull()
    expect(chooseIdle('idle<5m idle>1h', '30m')).toBe('idle<5m idle>30m')
    expect(chooseIdle('idle>1h jane', null)).toBe('jane')
  })
})

describe('types', () => {
  test('belong to what their names contain, and to the others when that says nothing', () => {
    expect(groupsOf('REST API')).toEqual(['rest'])
    expect(groupsOf('Browser')).toEqual(['browser'])
    expect(groupsOf('Mobile app')).toEqual(['other'])
    expect(groupsOf('')).toEqual([])
  })

  test('are ticked by their kind or by name, never both', () => {
    const kinds = chooseTypes('jane', { groups: ['rest', 'other'], types: [] })
    expect(kinds).toBe('jane type:rest,api,other')
    expect(chosenTypes(kinds)).toEqual({ groups: ['rest', 'other'], types: [] })
    const named = chooseTypes(kinds, { groups: [], types: ['Mobile app', ''] })
    expect(named).toBe('jane type="Mobile app",""')
    expect(chosenTypes(named)).toEqual({ groups: [], types: ['Mobile app', ''] })
    expect(chooseTypes(named, { groups: [], types: [] })).toBe('jane')
  })

  test('are listed by name only where the name says more than the kind', () => {
    const types = [
      { type: 'Browser', sessions: 7 },
      { type: 'REST API', sessions: 2 },
      { type: 'REST API (v2)', sessions: 1 },
      { type: 'Kiosk', sessions: 3 },
      { type: '', sessions: 4 },
    ]
    expect(typeChoices(types)).toEqual({
      groups: [
        { group: 'rest', sessions: 3 },
        { group: 'browser', sessions: 7 },
        { group: 'other', sessions: 3 },
      ],
      types: types.slice(1),
    })
  })
})
