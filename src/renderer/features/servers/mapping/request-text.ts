import { z } from 'zod'
import { t } from '../../../../shared/language/language.ts'

/** A request as it is typed: parameters and forms with one `name=value` on each line, JSON as its text. */
export interface RequestDraft {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: 'none' | 'json' | 'form'
  readonly text: string
}

/** One thing that is wrong, at a field of *Map fields*. */
export interface DraftProblem {
  readonly at: string
  readonly reason: string
}

type Parameters = Record<string, string | string[]>

/** `name=value` lines as parameters. A name on several lines is repeated. */
export function parametersOf(text: string): Parameters {
  const parameters: Parameters = {}
  for (const line of text.split(/\n|&/)) {
    const trimmed = line.trim().replace(/^\?/, '')
    if (trimmed === '') continue
    const at = trimmed.indexOf('=')
    const name = at < 0 ? trimmed : trimmed.slice(0, at).trim()
    const value = at < 0 ? '' : trimmed.slice(at + 1).trim()
    const before = parameters[name]
    parameters[name] = before === undefined ? value : [before, value].flat()
  }
  return parameters
}

/** A path as people paste it: with the query that belongs to it taken off. */
export function splitPath(path: string): { readonly path: string; readonly query: string } {
  const [before = '', after = ''] = path.trim().split('?', 2)
  return {
    path: before,
    query: after
      .split('&')
      .filter((part) => part !== '')
      .join('\n'),
  }
}

const jsonText = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'no JSON' })
    return z.NEVER
  }
})

/** A JSON text read; `reason` says what is wrong with it. */
export function readJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string } {
  const read = jsonText.safeParse(text)
  return read.success ? { ok: true, value: read.data } : { ok: false, reason: read.error.issues[0]?.message ?? 'no JSON' }
}

/** A typed request as a profile has it. What is wrong with its JSON is told under `at`. */
export function requestOf(draft: RequestDraft, at: string, problems: DraftProblem[]): Record<string, unknown> {
  const { path, query } = splitPath(draft.path)
  const parameters = { ...parametersOf(query), ...parametersOf(draft.query) }
  const request: Record<string, unknown> = { method: draft.method, path }
  if (Object.keys(parameters).length > 0) request.query = parameters
  if (draft.body === 'form') request.form = parametersOf(draft.text)
  if (draft.body === 'json') {
    const json = readJson(draft.text)
    if (json.ok) request.json = json.value
    else problems.push({ at: `${at}.text`, reason: t('mapping.noJson', { reason: json.reason }) })
  }
  return request
}
