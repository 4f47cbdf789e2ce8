import { afterEach, expect, test } from 'vitest'
import { clauseWords } from '../../../../../src/renderer/features/sessions/filter/clause-words.ts'
import { nameWarnings } from '../../../../../src/renderer/features/sessions/filter/name-warnings.ts'
import { readFilter } from '../../../../../src/shared/filter/parse.ts'
import { setLanguage } from '../../../../../src/shared/language/language.ts'
import { sampleServer } from '../../../samples.ts'

afterEach(() => setLanguage('en'))

function wordsOf(text: string): readonly string[] {
  return readFilter(text).filter.clauses.map(clauseWords)
}

test.each([
  ['user:jane,"mary ann"', 'User contains jane or mary ann'],
  ['type=""', 'Type is not known'],
  ['-server="Keep EU"', 'Not: Server is Keep EU'],
  ['ip:10.0.0.0/8', 'Address or network is 10.0.0.0/8'],
  ['ip:10.', 'Address or network contains 10.'],
  ['idle>30m', 'Idle longer than 30 min'],
  ['idle>90m', 'Idle longer than 1 h 30 min'],
  ['idle>90s', 'Idle longer than 1m30s'],
  ['new<1d', 'New within 1 day'],
  ['addresses>1', 'More than one address'],
  ['addresses>3', 'More than 3 addresses'],
  ['is:own,stale', 'Own sessions or On stale servers'],
  ['env:prod', 'Environment is Production'],
  ['device:phone,""', 'Device is Phone or not known'],
])('a clause is said in words: %s', (text, words) => {
  expect(wordsOf(text)).toEqual([words])
})

test('a clause is said in the language of the window', () => {
  setLanguage('de')
  expect(wordsOf('-server="Keep EU" idle>30m')).toEqual(['Nicht: Server ist Keep EU', 'Untätig seit mehr als 30 min'])
})

test('names that no server has are told, once each, and none of what is left out', () => {
  const servers = [sampleServer('Keep EU', {}, { tags: ['branch'] }), sampleServer('Pure')]
  const warningsOf = (text: string) => nameWarnings(readFilter(text).filter.clauses, servers)
  expect(warningsOf('server="keep eu" server:pu tag:bran')).toEqual([])
  expect(warningsOf('server=Keep server=keep,Keep -server=Gone')).toEqual(['No server is called “Keep”.', 'No server is called “keep”.'])
  expect(warningsOf('server:reef tag=bran')).toEqual(['No server has “reef” in its name.', 'No server has the tag “bran”.'])
})
