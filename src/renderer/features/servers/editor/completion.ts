import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import { placeAt } from './json-place.ts'
import { choicesAt } from './profile-schema.ts'

/** Completes names and values of a profile from its schema, in a text that is still being written. */
export function completeProfile(context: CompletionContext): CompletionResult | null {
  const text = context.state.doc.toString()
  const place = placeAt(syntaxTree(context.state), text, context.pos)
  if (place === null) return null
  if (!context.explicit && place.from === context.pos) return null
  const written = lenientJson(text)
  const { names, values } = choicesAt(written, place.steps)
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
    ...(needed ? { detail: 'needed', boost: 1 } : {}),
  }
}

function valueCompletion(value: string): Completion {
  return { label: value, displayLabel: value.replaceAll('"', ''), type: 'enum' }
}

/** A text that is being written is seldom good JSON; what stands in it so far is read with a little mending, else not at all. */
function lenientJson(text: string): unknown {
  for (const mended of [
    text,
    text.replace(/,(\s*[}\]])/g, '$1'),
    text.replace(/"[\w-]*"?\s*(?=\n\s*[}"\]])/g, ''),
    text.replace(/:\s*(?=[,}\n])/g, ': null '),
  ]) {
    try {
      return JSON.parse(mended) as unknown
    } catch {
      // The next mending may do.
    }
  }
  return undefined
}
