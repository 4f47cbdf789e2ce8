import { describe, expect, it } from 'vitest'
import { firstChoice, groupOf, groupWords, inChoiceOrder, isMeant } from '../../../../src/renderer/features/servers/system-groups.ts'
import type { CatalogueEntry } from '../../../../src/shared/server.ts'

const entry = (id: string, name: string, origin: 'built-in' | 'saved' = 'built-in') =>
  ({ id, name, origin, about: `About ${name}, with sessions of people.` }) as CatalogueEntry

const entries = [
  entry('zitadel', 'Zitadel'),
  entry('our-app', 'Our app', 'saved'),
  entry('admin-sessions', 'Admin Sessions API'),
  entry('grafana', 'Grafana'),
  entry('elsevier-pure', 'Elsevier Pure'),
  entry('lasernet-keep', 'Lasernet Keep'),
  entry('digital-reef', 'Digital Reef'),
]

describe('the choice of the system', () => {
  it('offers the four that Rollcall was made for first, in their order, then well-known ones by name, then saved ones', () => {
    expect(inChoiceOrder(entries).map(({ id }) => id)).toEqual([
      'lasernet-keep',
      'elsevier-pure',
      'digital-reef',
      'admin-sessions',
      'grafana',
      'zitadel',
      'our-app',
    ])
    expect(groupOf(entry('lasernet-keep', 'A copy', 'saved'))).toBe('saved')
    expect(groupWords('first')).toBe('What Rollcall was made for')
  })

  it('finds a system by any words of its name or its line, in any order and case', () => {
    const keep = entry('lasernet-keep', 'Lasernet Keep')
    expect(['KEEP', 'keep laser', 'people', ''].map((typed) => isMeant(keep, typed))).toEqual([true, true, true, true])
    expect(isMeant(keep, 'keep cloak')).toBe(false)
  })

  it('proposes the plainest one for a new server', () => {
    expect(firstChoice(entries)?.id).toBe('admin-sessions')
    expect(firstChoice([])).toBeUndefined()
  })
})
