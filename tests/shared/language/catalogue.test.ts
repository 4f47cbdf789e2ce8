import { IntlMessageFormat } from 'intl-messageformat'
import { afterEach, describe, expect, it } from 'vitest'
import { de } from '../../../src/shared/language/de.ts'
import { en } from '../../../src/shared/language/en.ts'
import { setLanguage, t } from '../../../src/shared/language/language.ts'
import { pseudoMessage } from '../../../src/shared/language/pseudo.ts'

type Messages = Readonly<Record<string, string>>

/** What a part of a message is, as far as this test needs it: its kind, the value it takes, and the texts in its choices or its tag. */
interface Part {
  readonly type: number
  readonly value: string
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>
  readonly children?: readonly Part[]
}

const TEXT = 0
const POUND = 7
const TAG = 8

/** Every value and tag that a message needs, in the order of the alphabet. Throws where it can't be read. */
function needsOf(message: string): readonly string[] {
  const needs = new Set<string>()
  const visit = (parts: readonly Part[]) => {
    for (const { type, value, options, children } of parts) {
      if (type !== TEXT && type !== POUND) needs.add(type === TAG ? `<${value}>` : value)
      for (const option of Object.values(options ?? {})) visit(option.value)
      visit(children ?? [])
    }
  }
  visit(new IntlMessageFormat(message, 'en').getAst() as readonly Part[])
  return [...needs].sort()
}

const topics = Object.keys(en) as (keyof typeof en)[]

afterEach(() => setLanguage('en'))

describe.each(topics)('the messages of %s', (topic) => {
  const [english, german]: readonly Messages[] = [en[topic], de[topic]]

  it('are there in both languages, and no others', () => {
    expect(Object.keys(german ?? {}).sort()).toEqual(Object.keys(english ?? {}).sort())
  })

  it('take the same values and tags in every language', () => {
    for (const [name, message] of Object.entries(english ?? {})) {
      const needs = needsOf(message)
      expect({ name, needs: needsOf(german?.[name] ?? '') }).toEqual({ name, needs })
      expect({ name, needs: needsOf(pseudoMessage(message)) }).toEqual({ name, needs })
    }
  })

  it('are translated: no sentence is the same in both languages', () => {
    const sentences = Object.entries(english ?? {}).filter(([, message]) => /\p{L}{2,} \p{L}{2,} \p{L}{2,}/u.test(message))
    expect(sentences.filter(([name, message]) => german?.[name] === message)).toEqual([])
  })
})

describe('a message', () => {
  it('writes its numbers as the language does, and takes the form that goes with them', () => {
    const count = () => [1, 1400].map((sessions) => t('termination.confirm', { count: sessions }))
    expect(count()).toEqual(['Terminate 1 session', 'Terminate 1,400 sessions'])
    setLanguage('de')
    expect(count()).toEqual(['1 Sitzung beenden', '1.400 Sitzungen beenden'])
  })

  it('shows braces that are meant', () => {
    expect(t('servers.headerValueHint')).toBe('{secret} stands for the secret.')
    setLanguage('de')
    expect(t('servers.headerValueHint')).toBe('{secret} steht für das Geheimnis.')
  })
})
