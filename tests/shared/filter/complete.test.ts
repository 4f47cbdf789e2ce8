import { assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeFilter, takeSuggestion } from '../../../src/shared/filter/complete.ts'
import { parseFilter } from '../../../src/shared/filter/parse.ts'

const SOURCES = { servers: ['Keep EU', 'Pure', 'Keep "US"'], tags: ['branch', 'head office'], types: ['Browser', 'REST API', 'Mobile app'] }

/** What is offered where `|` stands in the text. */
function offered(marked: string, asked = false): readonly string[] {
  const caret = marked.indexOf('|')
  const completion = completeFilter(marked.replace('|', ''), caret, SOURCES, asked)
  return completion?.suggestions.map(({ written }) => written) ?? []
}

/** The text, with its caret, once the suggestion of this number was taken. */
function taken(marked: string, number = 0): string {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  const completion = completeFilter(text, caret, SOURCES, false)
  const suggestion = completion?.suggestions[number]
  if (completion === null || suggestion === undefined) throw new Error(`nothing is offered for ${marked}`)
  const result = takeSuggestion(text, completion, suggestion)
  return `${result.text.slice(0, result.caret)}|${result.text.slice(result.caret)}`
}

describe('fields', () => {
  test('are offered by their beginnings and other names, with their usual operator', () => {
    expect(offered('jane ser|')).toEqual(['server:'])
    expect(offered('org|')).toEqual(['organisation:', 'organisation='])
    expect(offered('idle|')).toEqual(['idle>', 'idle<'])
    expect(offered('-us|')).toEqual(['user:', 'userid:'])
  })

  test('are not offered for what is no beginning of a field, a single letter or a text in quotation marks', () => {
    for (const marked of ['bob|', 'u|', '"us|', 'us|er', 'x.us|', '|', 'jane |']) expect(offered(marked)).toEqual([])
  })

  test('are all offered when somebody asks', () => {
    expect(offered('jane |', true)).toHaveLength(25)
    expect(offered('u|', true)).toEqual(['user:', 'userid:'])
  })

  test('take the place of what was typed', () => {
    expect(taken('jane -se| mary')).toBe('jane -server:| mary')
  })
})

describe('values', () => {
  test('are those that there are, first those that begin so', () => {
    expect(offered('server:|')).toEqual(['"Keep EU"', 'Pure', '"Keep ""US"""'])
    expect(offered('server=u|')).toEqual(['"Keep EU"', 'Pure', '"Keep ""US"""'])
    expect(offered('server=p|')).toEqual(['Pure', '"Keep EU"', '"Keep ""US"""'])
    expect(offered('tag:off|')).toEqual(['"head office"'])
    expect(offered('type:|')).toEqual(['rest', 'browser', 'other', 'Browser', '"REST API"', '"Mobile app"'])
    expect(offered('env:|')).toEqual(['production', 'staging', 'test', 'practice'])
    expect(offered('idle>|')).toEqual(['15m', '30m', '1h', '8h'])
    expect(offered('user:|')).toEqual([])
  })

  test('are offered for each value of several, without those that stand there', () => {
    expect(offered('is:own,s|')).toEqual(['stale', 'service'])
    expect(offered('device:phone,|')).toEqual(['computer', 'tablet', 'program'])
  })

  test('are not offered once one is written', () => {
    expect(offered('is:own|')).toEqual([])
    expect(offered('server:"Keep EU"|')).toEqual([])
  })

  test('take the place of what was typed, with the quotation marks they need', () => {
    expect(taken('server:ke|')).toBe('server:"Keep EU" |')
    expect(taken('server:"ke| jane')).toBe('server:"Keep EU"| jane')
    expect(taken('idle > 3|')).toBe('idle > 30m |')
  })
})

test('whatever is taken, the filter is no less understood than before', () => {
  const texts = string({ unit: constantFrom('server', 'is', 'idle', ':', '>', '"', ',', ' ', ';', '-', 'o'), maxLength: 12 })
  assert(
    property(texts, (text) => {
      const completion = completeFilter(text, text.length, SOURCES, false)
      for (const suggestion of completion?.suggestions ?? []) {
        if (completion === null || suggestion.kind !== 'value') continue
        const before = parseFilter(text)
        if ('filter' in before) expect(parseFilter(takeSuggestion(text, completion, suggestion).text)).toHaveProperty('filter')
      }
    }),
    { numRuns: 2000 },
  )
})
