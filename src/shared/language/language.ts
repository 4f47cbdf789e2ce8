import type { GetICUArgs } from '@schummar/icu-type-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import { de } from './de.ts'
import { en } from './en.ts'
import { pseudoMessage } from './pseudo.ts'

/** The languages that are complete. `pseudo` is English with accents and a third longer, to find texts that do not fit or were left out. */
export const LANGUAGES = ['en', 'de', 'pseudo'] as const
export type Language = (typeof LANGUAGES)[number]

/** English is the catalogue: its keys and the values its messages take are what every other language must have. */
type Catalogue = typeof en

/** `topic.name`, such as `sessions.search`. */
export type MessageKey = { [Topic in keyof Catalogue & string]: `${Topic}.${keyof Catalogue[Topic] & string}` }[keyof Catalogue & string]

type MessageOf<Key extends MessageKey> = Key extends `${infer Topic extends keyof Catalogue & string}.${infer Name}`
  ? Name extends keyof Catalogue[Topic]
    ? Catalogue[Topic][Name]
    : never
  : never

type ValuesOf<Key extends MessageKey> = GetICUArgs<MessageOf<Key> & string, { ICUNumberArgument: number; ICUArgument: string | number }>

/** What a message must be given: nothing, or an object with its values. */
export type MessageValues<Key extends MessageKey> = keyof ValuesOf<Key> extends never ? [] : [values: ValuesOf<Key>]

/** Whose way of writing numbers and dates goes with a language when the system's own is of another one. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', pseudo: 'en-GB' }

const formats = new Map<MessageKey, IntlMessageFormat>()
let current: Language = 'en'

/** The language in which this process speaks now. */
export function language(): Language {
  return current
}

/** The locale of numbers and dates in this process. */
export function locale(): string {
  return LOCALES[current]
}

/** From now on this process speaks another language. Texts that were made before stay as they are. */
export function setLanguage(next: Language): void {
  if (next === current) return
  current = next
  formats.clear()
}

/** What is said in English whatever this process speaks: the log, and the second line of a problem. */
export function inEnglish<Said>(say: () => Said): Said {
  const before = current
  setLanguage('en')
  try {
    return say()
  } finally {
    setLanguage(before)
  }
}

/** The language for what was chosen in the settings; `system` is a language tag of the system or the browser, such as `de-AT`. */
export function languageFor(choice: Language | 'system', system: string): Language {
  if (choice !== 'system') return choice
  return system.toLowerCase().split(/[-_]/)[0] === 'de' ? 'de' : 'en'
}

/** Speaks the language that was chosen, or the system's, by which numbers and dates are written as well. */
export function speak(choice: Language | 'system', system: string = Intl.DateTimeFormat().resolvedOptions().locale): void {
  setLanguage(languageFor(choice, system))
}

/**
 * A message of the catalogue in the language of this process, with its values filled in (ICU MessageFormat). Never call it while a module
 * loads: the language is not known by then.
 */
export function t<Key extends MessageKey>(key: Key, ...[values]: MessageValues<Key>): string {
  return String(messageFormat(key).format(values as Record<string, string | number> | undefined))
}

/** The format behind a message, for the page, which puts elements into it. */
export function messageFormat(key: MessageKey): IntlMessageFormat {
  const known = formats.get(key)
  if (known !== undefined) return known
  const format = new IntlMessageFormat(messageText(key), LOCALES[current])
  formats.set(key, format)
  return format
}

function messageText(key: MessageKey): string {
  const [topic = '', name = ''] = key.split('.')
  const catalogue: Readonly<Record<string, Readonly<Record<string, string>>>> = current === 'de' ? de : en
  const message = catalogue[topic]?.[name] ?? ''
  return current === 'pseudo' ? pseudoMessage(message) : message
}
