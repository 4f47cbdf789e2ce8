import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import { t } from '../../../../shared/language/language.ts'
import { placeAt, writtenIn } from './json-place.ts'
import { choicesAt } from './profile-schema.ts'

/** Completes names and values of a profile from its schema, in a text that is still being written. */
export function completeProfile(context: CompletionContext): CompletionResult | null {
  const text = context.state.doc.toString()
  const tree = syntaxTree(context.state)
  const place = placeAt(tree, text, context.pos)
  if (place === null) return null
  if (!context.explicit && place.from === context.pos) return null
  const { names, values } = choicesAt(writtenIn(tree, text), place.steps)
  const options = place.at === 'name' ? names.map((choice) => nameCompletion(choice, text, place.to)) : values.map(valueCompletion)
  return options.length === 0 ? null : { from: place.from, to: place.to, options, validFor: /^"?[\w-]*"?$/ }
}

function nameCompletion(
  { name, needed, sample, about }: ReturnType<typeof choicesAt>['names'][number],
  text: string,
  to: number,
): Completion {
  const hasColon = /^\s*:/.test(text.slice(to))
  return {
    label: `"${name}"`,
    displayLabel: name,
    apply: hasColon ? `"${name}"` : `"${name}": ${sample}`,
    type: 'property',
    ...(about === '' ? {} : { info: about }),
    ...(needed ? { detail: t('profiles.nameNeeded'), boost: 1 } : {}),
  }
}

function valueCompletion(value: string): Completion {
  return { label: value, displayLabel: value.replaceAll('"', ''), type: 'enum' }
}
