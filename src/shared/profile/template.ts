import { z } from 'zod'
import { t } from '../language/language.ts'

/** How a placeholder's value is written: as it is, as a number where JSON wants one, or as a path whose slashes stay slashes. */
export const PLACEHOLDER_FORMS = ['text', 'number', 'path'] as const
export type PlaceholderForm = (typeof PLACEHOLDER_FORMS)[number]

/** A piece of a template: text that stands as it is, or a placeholder such as `{id.user|number}`. */
export type TemplatePiece =
  | { readonly text: string }
  | { readonly name: string; readonly scope: string; readonly rest: string; readonly form: PlaceholderForm }

const PLACEHOLDER = /\{([A-Za-z$][\w$-]*)((?:\.[^{}|\s.]+|\[\d{1,4}\])*)(?:\|(number|path))?\}/g

/**
 * Splits a template such as `/users/{user.id}/sessions` into its pieces. `name` is the whole name (`user.id`), `scope` its first part
 * and `rest` the path after it (`id`). Braces that are no placeholder make it null.
 */
export function templatePieces(template: string): readonly TemplatePiece[] | null {
  const pieces: TemplatePiece[] = []
  let at = 0
  for (const match of template.matchAll(PLACEHOLDER)) {
    const text = template.slice(at, match.index)
    if (text !== '') pieces.push({ text })
    const [whole, scope = '', rest = '', form] = match
    pieces.push({
      name: `${scope}${rest}`,
      scope,
      rest: rest.replace(/^\./, ''),
      form: form === 'number' || form === 'path' ? form : 'text',
    })
    at = match.index + whole.length
  }
  if (at < template.length) pieces.push({ text: template.slice(at) })
  return pieces.some((piece) => 'text' in piece && /[{}]/.test(piece.text)) ? null : pieces
}

/** Text with placeholders. Which names may stand in it depends on where it stands; that is checked for the profile as a whole. */
export const templateSchema = z
  .string()
  .max(500)
  .refine((template) => templatePieces(template) !== null, {
    error: () => t('refusal.template', { one: '{id}', other: '{input.realm}' }),
  })
  .meta({ id: 'template', description: 'Text with placeholders such as {id}, {input.realm} or {limit|number}.' })

/**
 * A path below the server's base path. No dot segments, query, fragment, scheme or host: a request can't leave the server. Each
 * placeholder's value is percent-encoded, so that it never becomes more than a part of its segment.
 */
export const pathTemplateSchema = templateSchema
  .regex(
    /^(?:\/|(?:\/(?!\.{1,2}(?:\/|$))(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]|\{[^{}]+\})+)+\/?)$|^\{[^{}]+\}(?:\/(?!\.{1,2}(?:\/|$))(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]|\{[^{}]+\})+)*\/?$/,
    { error: () => t('refusal.requestPath', { placeholder: '{list}/{id}' }) },
  )
  .meta({
    id: 'pathTemplate',
    description: 'A path below the server’s address, such as /api/sessions/{id}. Values are encoded, so that they stay in their segment.',
  })
