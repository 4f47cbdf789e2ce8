import type { Reason } from '../errors.ts'
import { t } from '../language/language.ts'
import type { PageProfile } from '../profile.ts'
import { authReasons } from './check-api.ts'
import { conditionReasons, fieldPaths, fieldTemplateReasons, type PlacedPath, timesReasons } from './check-fields.ts'
import {
  inputReasons,
  type Names,
  type PlacedTemplate,
  parameterTemplates,
  placeholders,
  repeatReasons,
  templateReasons,
  whenReasons,
} from './check-names.ts'
import type { LinkRule, PageEnd, Texts } from './page.ts'
import { textList } from './page.ts'
import { pathSteps } from './path.ts'

/** What is wrong with a page profile as a whole: all of it at once. */
export function pageReasons(profile: PageProfile): readonly Reason[] {
  const { inputs, logins, page, table, fields, times, terminate } = profile
  const names: Names = { inputs: inputs.map(({ name }) => name), plain: ['origin', 'username'] }
  const columns = [...Object.keys(table.columns), ...Object.keys(table.values ?? {})]
  const ended = (table.ended ?? []).map(({ path }, index) => ({ at: `table.ended[${index}].path`, path }))
  const ends = (['one', 'user'] as const).flatMap((way) =>
    terminate[way] === undefined ? [] : endReasons(profile, terminate[way], `terminate.${way}`),
  )
  return [
    ...inputReasons(inputs),
    ...authReasons(profile.auth, logins),
    ...repeatReasons(logins.map(({ id }, index) => ({ at: `logins[${index}].id`, name: id }))),
    ...templateReasons(addresses(profile), names),
    ...startReasons(profile),
    ...page.follow.flatMap((link, index) => templateReasons(linkTemplates(link, `page.follow[${index}]`), names)),
    ...textReasons(wordsOf(profile), names),
    ...repeatReasons(
      columns.map((name) => ({ at: Object.hasOwn(table.values ?? {}, name) ? `table.values.${name}` : `table.columns.${name}`, name })),
    ),
    ...columnReasons([...fieldPaths(fields), ...ended], columns),
    ...conditionReasons(table.ended, 'table.ended', [], inputs),
    ...fieldTemplateReasons(fields),
    ...timesReasons(times, fields, [], inputs),
    ...identityReasons(profile, columns),
    ...ends,
  ]
}

/** Every page that is opened, and what is filled into the form of a login. */
function addresses({ logins, page }: PageProfile): readonly PlacedTemplate[] {
  const address = (
    one: { readonly path: string; readonly query?: Readonly<Record<string, string>> | undefined },
    at: string,
  ): readonly PlacedTemplate[] => [
    { at: `${at}.path`, template: one.path, repeated: false },
    ...parameterTemplates(one.query ?? {}, `${at}.query`),
  ]
  return [
    ...address(page, 'page'),
    ...logins.flatMap((login, index) => [
      ...address(login.page, `logins[${index}].page`),
      ...(login.logout === undefined ? [] : address(login.logout, `logins[${index}].logout`)),
      ...parameterTemplates(login.fields ?? {}, `logins[${index}].fields`),
    ]),
  ]
}

/** A path that begins with a placeholder needs a whole path in its place. */
function startReasons(profile: PageProfile): readonly Reason[] {
  return addresses(profile).flatMap(({ at, template }) => {
    const [first] = placeholders(template)
    if (!at.endsWith('.path') || first === undefined || !template.startsWith('{') || first.form === 'path') return []
    return [{ path: at, reason: t('refusal.startsAsPath', { start: `{${first.name}}`, path: `{${first.name}|path}` }) }]
  })
}

function linkTemplates({ path, query = {} }: LinkRule, at: string): readonly PlacedTemplate[] {
  return [
    ...(path === undefined ? [] : [{ at: `${at}.path`, template: path, repeated: false }]),
    ...parameterTemplates(query, `${at}.query`),
  ]
}

interface PlacedTexts {
  readonly at: string
  readonly texts: Texts | undefined
}

function wordsOf({ logins, page, table }: PageProfile): readonly PlacedTexts[] {
  return [
    ...logins.map(({ refused }, index) => ({ at: `logins[${index}].refused`, texts: refused })),
    ...page.follow.map(({ text }, index) => ({ at: `page.follow[${index}].text`, texts: text })),
    { at: 'page.next.text', texts: page.next?.text },
    ...Object.entries(table.columns).map(([name, { headings }]) => ({ at: `table.columns.${name}.headings`, texts: headings })),
    { at: 'table.empty', texts: table.empty },
  ]
}

/** Only a text that is exactly one placeholder stands for an input's words. */
function textReasons(placed: readonly PlacedTexts[], names: Names): readonly Reason[] {
  return placed.flatMap(({ at, texts }) =>
    textList(texts).flatMap((text) =>
      /^\{input\.[^{}]+\}$/.test(text) ? templateReasons([{ at, template: text, repeated: false }], names) : [],
    ),
  )
}

/** A row of a table has its columns and values, and nothing else. */
function columnReasons(paths: readonly PlacedPath[], columns: readonly string[]): readonly Reason[] {
  return paths.flatMap(({ at, path }) => {
    const [first] = pathSteps(path)
    if (columns.includes(String(first))) return []
    return [{ path: at, reason: t('refusal.noColumn', { path, known: columns.join(', ') }) }]
  })
}

function identityReasons({ identity, fields, terminate }: PageProfile, columns: readonly string[]): readonly Reason[] {
  const unknown = (identity.derived ?? []).flatMap((name, index) =>
    columns.includes(name) ? [] : [{ path: `identity.derived[${index}]`, reason: t('refusal.noColumnName', { name }) }],
  )
  if (identity.derived !== undefined || fields.sessionId !== undefined) return unknown
  const place = terminate.one === undefined ? 'fields' : 'terminate.one'
  return [...unknown, { path: place, reason: t('refusal.noIdColumn') }]
}

function endReasons({ inputs }: PageProfile, end: PageEnd, at: string): readonly Reason[] {
  const names: Names = { inputs: inputs.map(({ name }) => name), plain: ['origin', 'username'] }
  const { press } = end
  const words: readonly PlacedTexts[] = [
    { at: `${at}.press`, texts: press.kind === 'row-link' ? press.link.text : press.button },
    { at: `${at}.confirm`, texts: end.confirm },
    { at: `${at}.success.shown`, texts: end.success.shown },
    { at: `${at}.success.notShown`, texts: end.success.notShown },
    { at: `${at}.gone`, texts: end.gone },
    { at: `${at}.noRight`, texts: end.noRight },
  ]
  return [
    ...textReasons(words, names),
    ...templateReasons(
      press.kind === 'row-link'
        ? linkTemplates(press.link, `${at}.press.link`)
        : parameterTemplates(press.fields ?? {}, `${at}.press.fields`),
      names,
    ),
    ...whenReasons(end.when, `${at}.when`, inputs),
  ]
}
