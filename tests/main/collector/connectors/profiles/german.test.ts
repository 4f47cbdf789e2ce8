import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../../../src/main/collector/connectors/registry.ts'
import { systemFacts } from '../../../../../src/shared/language/de/system-facts.ts'
import { setLanguage } from '../../../../../src/shared/language/language.ts'
import { entryInLanguage, viewInLanguage } from '../../../../../src/shared/language/system-words.ts'
import { type CatalogueEntry, NOTHING_KNOWN, type ServerView } from '../../../../../src/shared/server.ts'

const FACTS = ['activity', 'coverage', 'terminateMeans', 'known', 'supply'] as const

/** Everything that a person reads of a system, each under the path of its place. */
function wordsOf(entry: CatalogueEntry): ReadonlyMap<string, string> {
  const facts = FACTS.map((fact) => [fact, entry.capabilities[fact]] as const)
  const inputs = entry.inputs.flatMap(({ name, label, help, choices = [] }) => [
    [`inputs.${name}.label`, label] as const,
    ...(help === undefined ? [] : [[`inputs.${name}.help`, help] as const]),
    ...choices.map((choice) => [`inputs.${name}.${choice.value}`, choice.label] as const),
  ])
  const logins = entry.logins.flatMap(({ id, name, usernameLabel, secretLabel }) => [
    [`logins.${id}`, name] as const,
    [`logins.${id}.username`, usernameLabel] as const,
    [`logins.${id}.secret`, secretLabel] as const,
  ])
  return new Map([['about', entry.about], ...facts, ...inputs, ...logins])
}

/** What is called the same in both languages. */
const SAME = /^(?:Version|Realm|10|Standard Authentication|TransPerfect Authentication \(TP Auth\))$/

const systems = catalogue()

describe.each(systems.map((entry) => [entry.name, entry] as const))('in German, %s', (_, entry) => {
  it('says everything in other words than in English', () => {
    const english = wordsOf(entry)
    const german = wordsOf(entryInLanguage(entry, 'de'))
    expect([...german.keys()]).toEqual([...english.keys()])
    expect([...german].filter(([place, text]) => text === english.get(place) && !SAME.test(text))).toEqual([])
  })

  it('has no words for what it does not ask for', () => {
    const { inputs = {}, logins = {} } = systemFacts[entry.id] ?? {}
    expect(Object.keys(inputs).filter((name) => entry.inputs.every((input) => input.name !== name))).toEqual([])
    expect(Object.keys(logins).filter((id) => entry.logins.every((login) => login.id !== id))).toEqual([])
  })
})

it('there are German words of no other system', () => {
  expect(Object.keys(systemFacts).sort()).toEqual(systems.map(({ id }) => id).sort())
})

describe('the words of a system', () => {
  const [first] = systems

  it('stay those of its profile in English, and where somebody wrote the profile', () => {
    if (first === undefined) throw new Error('There is no built-in system.')
    expect(entryInLanguage(first, 'en')).toBe(first)
    const saved = { ...first, origin: 'saved' as const }
    expect(entryInLanguage(saved, 'de')).toBe(saved)
  })

  it('say of a server in the language of the window what ending a session means there, and that nothing is known yet', () => {
    const view = { server: { connector: { profileId: 'rabbitmq' } }, profileName: 'RabbitMQ', capabilities: NOTHING_KNOWN } as ServerView
    setLanguage('de')
    try {
      expect(viewInLanguage(view, 'de').capabilities).toMatchObject({
        terminateMeans: 'Noch nicht bekannt.',
        activity: 'noch nicht bekannt',
      })
      const known = { ...view, capabilities: { ...NOTHING_KNOWN, coverage: 'Open connections.' } }
      expect(viewInLanguage(known, 'de').capabilities.terminateMeans).toMatch(/^Die Verbindung wird sofort geschlossen/)
    } finally {
      setLanguage('en')
    }
  })
})
