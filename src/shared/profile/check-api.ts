import type { Reason } from '../errors.ts'
import type { ApiProfile } from '../profile.ts'
import { conditionReasons, fieldPaths, fieldTemplateReasons, placedPaths, timesReasons } from './check-fields.ts'
import {
  inputReasons,
  type Names,
  parameterTemplates,
  pathReasons,
  placeholders,
  repeatReasons,
  requestTemplates,
  templateReasons,
  whenReasons,
} from './check-names.ts'
import type { Each, Paging, Source } from './list.ts'
import { pathList } from './path.ts'
import type { ActRequest, ProfileRequest } from './request.ts'
import type { Auth, Login } from './sign-in.ts'
import { templatePieces } from './template.ts'

/** Names that templates give a meaning of their own, so that nothing beside a row may have them. */
const TAKEN = 'input id ids user list username secret token origin limit offset page cursor row signIn key status detail'.split(' ')

/** What is wrong with a JSON profile as a whole: all of it at once. */
export function apiReasons(profile: ApiProfile): readonly Reason[] {
  const { inputs } = profile
  return [
    ...inputReasons(inputs),
    ...authReasons(profile.auth, profile.logins),
    ...profile.logins.flatMap((login, index) => loginReasons(profile, login, `logins[${index}]`)),
    ...repeatReasons(profile.logins.map(({ id }, index) => ({ at: `logins[${index}].id`, name: id }))),
    ...templateReasons(parameterTemplates(profile.headers, 'headers'), namesIn(profile)),
    ...profile.lists.flatMap((source, index) => sourceReasons(profile, source, `lists[${index}]`)),
    ...answerReasons(profile.answers, 'answers', profile),
    ...fieldReasons(profile),
    ...terminateReasons(profile),
    ...ownReasons(profile),
    ...fillInReasons(profile),
    ...timesReasons(profile.times, profile.fields, profile.fillIn, inputs),
  ]
}

/** A login that the profile proposes has to be one that it has. */
export function authReasons(auth: Auth, logins: readonly { readonly id: string }[]): readonly Reason[] {
  if (auth.kind !== 'login' || logins.some(({ id }) => id === auth.login)) return []
  return [{ path: 'auth.login', reason: `the profile has no login “${auth.login}”` }]
}

/** What may stand in every template of a profile; where a sign-in has been done, also its answer. */
function namesIn({ inputs, logins }: ApiProfile, plain: readonly string[] = [], open: readonly string[] = []): Names {
  const signIn = logins.length > 0 ? ['signIn'] : []
  return { inputs: inputs.map(({ name }) => name), plain: ['origin', 'username', ...plain], open: [...signIn, ...open] }
}

function loginReasons(profile: ApiProfile, login: Login, at: string): readonly Reason[] {
  const inputs = profile.inputs.map(({ name }) => name)
  const before: Names = { inputs, plain: ['origin', 'username', 'secret'] }
  const sent = requestTemplates(login.request, `${at}.request`)
  const after = namesIn(profile, ['token'])
  const byCookies = 'cookies' in login.token
  const reasons: Reason[] = [...templateReasons(sent, before), ...startReasons(login.request, `${at}.request`)]
  if (!sent.some(({ template }) => placeholders(template).some(({ name }) => name === 'secret'))) {
    reasons.push({ path: `${at}.request`, reason: 'the sign-in never sends {secret}' })
  }
  if (byCookies && login.put !== undefined)
    reasons.push({ path: `${at}.put`, reason: 'cookies are sent by themselves, so there is nothing to put' })
  if (login.put !== undefined && 'template' in login.put) {
    const { template } = login.put
    reasons.push(...templateReasons([{ at: `${at}.put.template`, template, repeated: false }], after))
    if (!placeholders(template).some(({ name }) => name === 'token')) {
      reasons.push({ path: `${at}.put.template`, reason: 'the template must hold {token}' })
    }
  }
  for (const name of ['renew', 'logout'] as const) {
    const request = login[name]
    if (request === undefined) continue
    reasons.push(...templateReasons(requestTemplates(request, `${at}.${name}`), after), ...startReasons(request, `${at}.${name}`))
  }
  return [...reasons, ...conditionReasons(login.refused, `${at}.refused`, ['status'], profile.inputs)]
}

function sourceReasons(profile: ApiProfile, source: Source, at: string): readonly Reason[] {
  const beside = companionsOf(source)
  const each = source.each === undefined ? [] : [source.each.as]
  const names = (paging: Paging): Names => namesIn(profile, placeholdersOf(paging), each)
  return [
    ...(source.each === undefined ? [] : eachReasons(profile, source.each, `${at}.each`)),
    ...listReasons(source.request, source.paging, `${at}.request`, names(source.paging)),
    ...(source.detail === undefined
      ? []
      : requestReasons(source.detail.request, `${at}.detail.request`, namesIn(profile, [], [...each, 'row']))),
    ...(source.joins ?? []).flatMap((join, index) => [
      ...listReasons(join.request, join.paging, `${at}.joins[${index}].request`, namesIn(profile, placeholdersOf(join.paging))),
      ...pathReasons([{ at: `${at}.joins[${index}].key`, path: join.key }], join.rows.shape === 'map' ? ['key'] : []),
      ...pathReasons([{ at: `${at}.joins[${index}].on`, path: join.on }], beside),
    ]),
    ...conditionReasons(source.ended, `${at}.ended`, beside, profile.inputs),
    ...whenReasons(source.when, `${at}.when`, profile.inputs),
    ...companionReasons(source, at),
  ]
}

function eachReasons(profile: ApiProfile, each: Each, at: string): readonly Reason[] {
  if ('input' in each) {
    return profile.inputs.some(({ name }) => name === each.input)
      ? []
      : [{ path: `${at}.input`, reason: `“${each.input}” is no input of the profile` }]
  }
  if ('signIn' in each)
    return profile.logins.length > 0 ? [] : [{ path: `${at}.signIn`, reason: 'the profile has no login whose answer could be read' }]
  const beside = each.rows.shape === 'map' ? ['key'] : []
  return [
    ...listReasons(each.request, each.paging, `${at}.request`, namesIn(profile, placeholdersOf(each.paging))),
    ...conditionReasons(each.where, `${at}.where`, beside, profile.inputs),
    ...pathReasons(placedPaths(each.called, `${at}.called`), beside),
  ]
}

/** Names that stand beside the rows of a list. */
function companionsOf({ each, detail, joins = [], set = {}, rows }: Source): readonly string[] {
  const fixed = [...(detail === undefined ? [] : ['detail']), ...(rows.shape === 'map' ? ['key'] : [])]
  return [...fixed, ...(each === undefined ? [] : [each.as]), ...joins.map(({ as }) => as), ...Object.keys(set)]
}

/** What the profile itself names beside a row: each name once, and none that means something else. */
function companionReasons({ each, joins = [], set = {} }: Source, at: string): readonly Reason[] {
  const named = [
    ...(each === undefined ? [] : [{ at: `${at}.each.as`, name: each.as }]),
    ...joins.map(({ as }, index) => ({ at: `${at}.joins[${index}].as`, name: as })),
    ...Object.keys(set).map((name) => ({ at: `${at}.set.${name}`, name })),
  ]
  // What the list is read for may be called as a word that templates of lists never mean otherwise.
  const taken = named.filter(({ at: place, name }) => TAKEN.includes(name) && !(place.endsWith('.as') && name === 'user'))
  return [...repeatReasons(named), ...taken.map((one) => ({ path: one.at, reason: `“${one.name}” means something else in templates` }))]
}

function placeholdersOf({ kind }: Paging): readonly string[] {
  switch (kind) {
    case 'none':
      return []
    case 'offset':
      return ['limit', 'offset']
    case 'page':
      return ['limit', 'page']
    case 'cursor':
      return ['limit', 'cursor']
    case 'link':
    case 'link-header':
      return ['limit']
  }
}

/** The placeholder without which each page would be the first. */
const TURNS: Readonly<Partial<Record<Paging['kind'], string>>> = { offset: 'offset', page: 'page', cursor: 'cursor' }

function listReasons(request: ProfileRequest, paging: Paging, at: string, names: Names): readonly Reason[] {
  const turn = TURNS[paging.kind]
  const turns = requestTemplates(request, at).some(({ template }) => placeholders(template).some(({ name }) => name === turn))
  const still =
    turn === undefined || turns ? [] : [{ path: at, reason: `the list is paged by ${paging.kind}, but the request never sends {${turn}}` }]
  return [...requestReasons(request, at, names), ...still]
}

function requestReasons(request: ProfileRequest, at: string, names: Names): readonly Reason[] {
  return [...templateReasons(requestTemplates(request, at), names), ...startReasons(request, at)]
}

/** A path begins with a slash, with the list's path, or with an input that is a path: any other value could be anything. */
function startReasons({ path }: ProfileRequest, at: string): readonly Reason[] {
  const [first] = placeholders(path)
  if (first === undefined || !path.startsWith('{') || first.name === 'list' || first.form === 'path') return []
  const how = first.scope === 'input' ? `needs it as a path: {${first.name}|path}` : 'could lead anywhere: begin it with a slash'
  return [{ path: `${at}.path`, reason: `a path that begins with “{${first.name}}” ${how}` }]
}

function answerReasons(answers: ApiProfile['answers'] | undefined, at: string, { inputs }: ApiProfile): readonly Reason[] {
  if (answers === undefined) return []
  const kinds = ['signIn', 'noRight', 'gone', 'failed'] as const
  return [
    ...kinds.flatMap((kind) => conditionReasons(answers[kind], `${at}.${kind}`, ['status'], inputs)),
    ...pathReasons(placedPaths(answers.message, `${at}.message`), ['status']),
  ]
}

function fieldReasons({ lists, fields, identity }: ApiProfile): readonly Reason[] {
  const beside = [...new Set(lists.flatMap(companionsOf))]
  const parts = (['with', 'hidden'] as const).flatMap((kind) =>
    Object.entries(identity[kind] ?? {}).flatMap(([name, paths]) => placedPaths(paths, `identity.${kind}.${name}`)),
  )
  const names = (['with', 'hidden'] as const).flatMap((kind) =>
    Object.keys(identity[kind] ?? {}).map((name) => ({ at: `identity.${kind}.${name}`, name })),
  )
  return [...pathReasons([...fieldPaths(fields), ...parts], beside), ...fieldTemplateReasons(fields), ...repeatReasons(names)]
}

function partsOf({ identity }: ApiProfile): readonly string[] {
  return [...Object.keys(identity.with ?? {}), ...Object.keys(identity.hidden ?? {})]
}

function terminateReasons(profile: ApiProfile): readonly Reason[] {
  const { one, many, user } = profile.terminate
  const parts = partsOf(profile)
  const list = profile.lists.length === 0 ? [] : ['list']
  const same = many?.same ?? []
  const rules = [
    { rule: one, at: 'terminate.one', means: 'id', says: 'the session: {id}', plain: ['id', ...list], parts: { id: parts } },
    {
      rule: many,
      at: 'terminate.many',
      means: 'ids',
      says: 'the sessions: {ids}, or $each with {id}',
      plain: ['ids', ...list],
      parts: { id: same, ids: parts },
    },
    { rule: user, at: 'terminate.user', means: 'user', says: 'the user: {user}', plain: ['user', ...list], parts: {} },
  ] as const
  const reasons = rules.flatMap(({ rule, at, means, says, plain, parts: known }) => {
    if (rule === undefined) return []
    const request = `${at}.request`
    return [
      ...requestReasons(rule.request, request, { ...namesIn(profile, plain), parts: known }),
      ...(namesAny(rule.request, means) ? [] : [{ path: request, reason: `nothing in the request names ${says}` }]),
      ...(means === 'ids' ? severalReasons(rule.request, request) : []),
      ...(means === 'id' && namesAny(rule.request, means) ? targetReasons(profile, rule.request, request) : []),
      ...answerReasons(rule.answers, `${at}.answers`, profile),
      ...whenReasons(rule.when, `${at}.when`, profile.inputs),
    ]
  })
  const unknown = same.flatMap((part, index) =>
    Object.hasOwn(profile.identity.with ?? {}, part)
      ? []
      : [{ path: `terminate.many.same[${index}]`, reason: `“${part}” is no part of identity.with` }],
  )
  return [...reasons, ...unknown, ...offerReasons(profile)]
}

/** Whether a request names what it is to end. Inside `$each` each session is named by itself. */
function namesAny(request: ActRequest, means: 'id' | 'ids' | 'user'): boolean {
  return requestTemplates(request, '').some(({ template, repeated }) =>
    placeholders(template).some(({ scope }) => scope === means || (means === 'ids' && repeated && scope === 'id')),
  )
}

/** `{ids}` stands for several values, so it has no meaning as a piece of a text, a path or a header. */
function severalReasons(request: ActRequest, at: string): readonly Reason[] {
  return requestTemplates(request, at).flatMap(({ at: place, template, repeated }) => {
    const several = placeholders(template).find(({ scope }) => scope === 'ids')
    if (several === undefined || repeated) return []
    const isWhole = templatePieces(template)?.length === 1
    const isOne = place === `${at}.path` || place.startsWith(`${at}.headers`)
    if (isWhole && !isOne) return []
    const reason = `“{${several.name}}” stands for several values: make it the whole of a parameter or of a text in json, or use $each`
    return [{ path: place, reason }]
  })
}

/**
 * A request that ends one session must name something that is this session's: its id, a hidden part, or a part that no fact of the user
 * and no parent is. By the user alone all of the user's sessions would be ended.
 */
function targetReasons({ lists, fields, identity }: ApiProfile, request: ActRequest, at: string): readonly Reason[] {
  const named = requestTemplates(request, at).flatMap(({ template }) => placeholders(template).filter(({ scope }) => scope === 'id'))
  const shared = new Set(SHARED_FIELDS.flatMap((field) => fieldPaths({ [field]: fields[field] }).map(({ path }) => path)))
  const fixed = new Set(lists.flatMap(({ each, set = {} }) => [...(each === undefined ? [] : [each.as]), ...Object.keys(set)]))
  const isShared = (path: string): boolean => shared.has(path) || fixed.has(/^\$([^.[\]]+)/.exec(path)?.[1] ?? '')
  const isOwn = ({ rest }: { readonly rest: string }): boolean => {
    if (rest === '' || Object.hasOwn(identity.hidden ?? {}, rest)) return true
    return !pathList(identity.with?.[rest]).some(isShared)
  }
  return named.some(isOwn) ? [] : [{ path: at, reason: 'the request names what several sessions share, not the session: {id}' }]
}

/** Facts that all sessions of one user, or of one machine, have in common. */
const SHARED_FIELDS = ['user', 'userId', 'displayName', 'email', 'project', 'organisation', 'type', 'node', 'address'] as const

/** What can't be, whatever the requests are: sessions that are ended without being listed, and systems of which nothing can be had. */
function offerReasons({ lists, terminate: { one, many, user } }: ApiProfile): readonly Reason[] {
  if (many !== undefined && one === undefined)
    return [{ path: 'terminate.many', reason: 'a single session needs a request too: terminate.one' }]
  if (lists.length > 0) return []
  if (one !== undefined)
    return [{ path: 'terminate.one', reason: 'sessions that are not listed can’t be ended one by one; the profile has no list' }]
  return user === undefined ? [{ path: 'lists', reason: 'the profile has no list, and no way to log out a user' }] : []
}

function ownReasons(profile: ApiProfile): readonly Reason[] {
  const { own } = profile
  if (own === undefined) return []
  const matched = 'matches' in own ? [{ at: 'own.matches', matches: own.matches }] : []
  const also = own.kind === 'whoami' && own.also !== undefined ? [{ at: 'own.also.matches', matches: own.also.matches }] : []
  const reasons = [...matched, ...also].flatMap(({ at, matches }) => {
    const part = matches.startsWith('id.') ? matches.slice('id.'.length) : null
    return part === null || partsOf(profile).includes(part) ? [] : [{ path: at, reason: `“${part}” is no part of the id` }]
  })
  if (own.kind === 'whoami') return [...reasons, ...requestReasons(own.request, 'own.request', namesIn(profile))]
  if (own.kind === 'token-claim' && !profile.logins.some(({ token }) => !('cookies' in token))) {
    return [...reasons, { path: 'own', reason: 'no login of the profile gives a token whose claims could be read' }]
  }
  return reasons
}

function fillInReasons({ lists, fields, fillIn }: ApiProfile): readonly Reason[] {
  if (lists.length === 0)
    return fillIn.map((_, index) => ({ path: `fillIn[${index}]`, reason: 'the profile has no list to fill anything in for' }))
  if (fields.sessionId !== undefined || fillIn.includes('sessionId')) return []
  return [{ path: 'fields', reason: 'nothing gives the id of a session: name it as sessionId, or in fillIn' }]
}
