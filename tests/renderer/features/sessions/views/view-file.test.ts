import { describe, expect, it } from 'vitest'
import { readViewFile, viewFileName, viewFileText } from '../../../../../src/renderer/features/sessions/views/view-file.ts'
import { type View, viewContentSchema } from '../../../../../src/shared/view.ts'

const content = viewContentSchema.parse({
  filter: 'jane server="Keep EU"',
  sort: [{ field: 'idleTime', direction: 'desc' }],
  group: 'subnet',
  columns: { order: ['user', 'email'], shown: { email: true }, widths: { email: 210 }, userPinned: false },
})
const view: View = { ...content, id: 'f00d', name: 'Night shift' }

describe('a view as a file', () => {
  it('gives the same view to somebody else, without its id', () => {
    const text = viewFileText(view)
    expect(text).not.toContain('f00d')
    expect(readViewFile(text)).toEqual({ view: { ...content, name: 'Night shift' } })
    expect(readViewFile(`\uFEFF${text}`)).toHaveProperty('view')
  })

  it('is named like the view, as far as file systems take it', () => {
    expect(viewFileName(view)).toBe('Night-shift.rollcall-view.json')
    expect(viewFileName({ name: '../Späte: "Schicht"' })).toBe('Späte-Schicht.rollcall-view.json')
    expect(viewFileName({ name: '…' })).toBe('view.rollcall-view.json')
  })

  it('may leave out what is usual', () => {
    const text = '{"format":"rollcall-view","version":1,"view":{"name":"All"}}'
    expect(readViewFile(text)).toEqual({ view: { ...viewContentSchema.parse({}), name: 'All' } })
  })

  it.each([
    ['no JSON', 'jane', /not a view/],
    ['other JSON', '{"rows":[]}', /not a view/],
    ['nothing', '', /not a view/],
    ['a view of a newer version', '{"format":"rollcall-view","version":2,"view":{}}', /newer/],
    ['a view without a name', '{"format":"rollcall-view","version":1,"view":{}}', /“view.name”/],
    ['a view with a sort order of its own', viewFileText(view).replace('"desc"', '"sideways"'), /“view.sort.0.direction”/],
  ])('is refused when it holds %s, and the reason says what is wrong', (_, text, reason) => {
    expect(readViewFile(text)).toEqual({ problem: expect.stringMatching(reason) })
  })
})
