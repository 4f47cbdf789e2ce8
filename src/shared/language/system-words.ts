import { type Capabilities, type CatalogueEntry, NOTHING_KNOWN, type ServerView } from '../server.ts'
import { systemFacts } from './de/system-facts.ts'
import { type Language, t } from './language.ts'

/** What a person reads of a system that Rollcall knows, in another language than that of its profile. `name` where it holds more than a name. */
export interface SystemWords extends Pick<Capabilities, (typeof FACTS)[number]> {
  readonly name?: string
  readonly about: string
  readonly inputs?: Readonly<
    Record<string, { readonly label: string; readonly help?: string; readonly choices?: Readonly<Record<string, string>> }>
  >
  readonly logins?: Readonly<Record<string, { readonly name: string; readonly usernameLabel: string; readonly secretLabel: string }>>
}

const FACTS = ['activity', 'coverage', 'terminateMeans', 'known', 'supply'] as const

/** An entry of the catalogue in the language that is `spoken` now. A profile that somebody wrote, and all else that is not translated, says it in its own words. */
export function entryInLanguage(entry: CatalogueEntry, spoken: Language): CatalogueEntry {
  const words = entry.origin === 'built-in' ? wordsOf(entry.id, spoken) : undefined
  if (words === undefined) return entry
  return {
    ...entry,
    name: words.name ?? entry.name,
    about: words.about,
    inputs: entry.inputs.map((input) => inputInLanguage(input, words.inputs?.[input.name])),
    logins: entry.logins.map((login) => ({ ...login, ...words.logins?.[login.id] })),
    capabilities: { ...entry.capabilities, ...factsOf(words) },
  }
}

/** A server's view with the words of its system in the language that is `spoken` now; as `entryInLanguage`. */
export function viewInLanguage(view: ServerView, spoken: Language): ServerView {
  const { capabilities, server } = view
  if (capabilities.coverage === NOTHING_KNOWN.coverage) return { ...view, capabilities: { ...capabilities, ...nothingKnown() } }
  const words = wordsOf(server.connector.profileId, spoken)
  if (words === undefined) return view
  return { ...view, profileName: words.name ?? view.profileName, capabilities: { ...capabilities, ...factsOf(words) } }
}

function wordsOf(profileId: string, spoken: Language): SystemWords | undefined {
  return spoken === 'de' ? systemFacts[profileId] : undefined
}

function factsOf({ activity, coverage, terminateMeans, known, supply }: SystemWords): Pick<Capabilities, (typeof FACTS)[number]> {
  return { activity, coverage, terminateMeans, known, supply }
}

function nothingKnown(): Pick<Capabilities, (typeof FACTS)[number]> {
  const sentence = t('systems.notKnownYet')
  return { activity: t('systems.activityNotKnownYet'), coverage: sentence, terminateMeans: sentence, known: sentence, supply: sentence }
}

type Input = CatalogueEntry['inputs'][number]

function inputInLanguage(input: Input, words: NonNullable<SystemWords['inputs']>[string] | undefined): Input {
  if (words === undefined) return input
  const choices = input.choices?.map(({ value, label }) => ({ value, label: words.choices?.[value] ?? label }))
  return { ...input, label: words.label, help: words.help ?? input.help, ...(choices === undefined ? {} : { choices }) }
}
