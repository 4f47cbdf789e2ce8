import type { Reason } from '../errors.ts'
import { t } from '../language/language.ts'
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
  return [{ path: 'auth.login', reason: t('refusal.noLogin', { login: auth.login }) }]
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
    reasons.push({ path: `${at}.request`, reason: t('refusal.secretUnsent', { placeholder: '{secret}' }) })
  }
  if (byCookies && login.put !== undefined) reasons.push({ path: `${at}.put`, reason: t('refusal.cookiesPut') })
  if (login.put !== undefined && 'template' in login.put) {
    const { template } = login.put
    reasons.push(...templateReasons([{ at: `${at}.put.template`, template, repeated: false }], after))
    if (!placeholders(template).some(({ name }) => name === 'token')) {
      reasons.push({ path: `${at}.put.template`, reason: t('refusal.putWithout', { placeholder: '{token}' }) })
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
      : [{ path: `${at}.input`, reason: t('refusal.noInput', { name: each.input }) }]
  }
  if ('signIn' in each) return profile.logins.length > 0 ? [] : [{ path: `${at}.signIn`, reason: t('refusal.noLoginAnswer') }]
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
  return [...repeatReasons(named), ...taken.map((one) => ({ path: one.at, reason: t('refusal.otherMeaning', { name: one.name }) }))]
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
    turn === undefined || turns ? [] : [{ path: at, reason: t('refusal.neverTurns', { paging: paging.kind, placeholder: `{${turn}}` }) }]
  return [...requestReasons(request, at, names), ...still]
}

function requestReasons(request: ProfileRequest, at: string, names: Names): readonly Reason[] {
  return [...templateReasons(requestTemplates(request, at), names), ...startReasons(request, at)]
}

/** A path begins with a slash, with the list's path, or with an input that is a path: any other value could be anything. */
function startReasons({ path }: ProfileRequest, at: string): readonly Reason[] {
  const [first] = placeholders(path)
  if (first === undefined || !path.startsWith('{') || first.name === 'list' || first.form === 'path') return []
  const start = `{${first.name}}`
  const reason =
    first.scope === 'input' ? t('refusal.startsAsPath', { start, path: `{${first.name}|path}` }) : t('refusal.startsAnywhere', { start })
  return [{ path: `${at}.path`, reason }]
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
    {
      rule: one,
      at: 'terminate.one',
      means: 'id',
      says: () => t('refusal.namesNoSession', { placeholder: '{id}' }),
      plain: ['id', ...list],
      parts: { id: parts },
    },
    {
      rule: many,
      at: 'terminate.many',
      means: 'ids',
      says: () => t('refusal.namesNoSessions', { several: '{ids}', placeholder: '{id}' }),
      plain: ['ids', ...list],
      parts: { id: same, ids: parts },
    },
    {
      rule: user,
      at: 'terminate.user',
      means: 'user',
      says: () => t('refusal.namesNoUser', { placeholder: '{user}' }),
      plain: ['user', ...list],
      parts: {},
    },
  ] as const
  const reasons = rules.flatMap(({ rule, at, means, says, plain, parts: known }) => {
    if (rule === undefined) return []
    const request = `${at}.request`
    return [
      ...requestReasons(rule.request, request, { ...namesIn(profile, plain), parts: known }),
      ...(namesAny(rule.request, means) ? [] : [{ path: request, reason: says() }]),
      ...(means === 'ids' ? severalReasons(rule.request, request) : []),
      ...(means === 'id' && namesAny(rule.request, means) ? targetReasons(profile, rule.request, request) : []),
      ...answerReasons(rule.answers, `${at}.answers`, profile),
      ...whenReasons(rule.when, `${at}.when`, profile.inputs),
    ]
  })
  const unknown = same.flatMap((part, index) =>
    Object.hasOwn(profile.identity.with ?? {}, part)
      ? []
      : [{ path: `terminate.many.same[${index}]`, reason: t('refusal.noIdentityPart', { name: part }) }],
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
    const reason = t('refusal.severalValues', { placeholder: `{${several.name}}` })
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
  return named.some(isOwn) ? [] : [{ path: at, reason: t('refusal.sharedTarget', { placeholder: '{id}' }) }]
}

/** Facts that all sessions of one user, or of one machine, have in common. */
const SHARED_FIELDS = ['user', 'userId', 'displayName', 'email', 'project', 'organisation', 'type', 'node', 'address'] as const

/** What can't be, whatever the requests are: sessions that are ended without being listed, and systems of which nothing can be had. */
function offerReasons({ lists, terminate: { one, many, user } }: ApiProfile): readonly Reason[] {
  if (many !== undefined && one === undefined) return [{ path: 'terminate.many', reason: t('refusal.oneNeeded') }]
  if (lists.length > 0) return []
  if (one !== undefined) return [{ path: 'terminate.one', reason: t('refusal.unlistedOne') }]
  return user === undefined ? [{ path: 'lists', reason: t('refusal.nothingOffered') }] : []
}

function ownReasons(profile: ApiProfile): readonly Reason[] {
  const { own } = profile
  if (own === undefined) return []
  const matched = 'matches' in own ? [{ at: 'own.matches', matches: own.matches }] : []
  const also = own.kind === 'whoami' && own.also !== undefined ? [{ at: 'own.also.matches', matches: own.also.matches }] : []
  const reasons = [...matched, ...also].flatMap(({ at, matches }) => {
    const part = matches.startsWith('id.') ? matches.slice('id.'.length) : null
    return part === null || partsOf(profile).includes(part) ? [] : [{ path: at, reason: t('refusal.noIdPart', { name: part }) }]
  })
  if (own.kind === 'whoami') return [...reasons, ...requestReasons(own.request, 'own.request', namesIn(profile))]
  if (own.kind === 'token-claim' && !profile.logins.some(({ token }) => !('cookies' in token))) {
    return [...reasons, { path: 'own', reason: t('refusal.noTokenLogin') }]
  }
  return reasons
}

function fillInReasons({ lists, fields, fillIn }: ApiProfile): readonly Reason[] {
  if (lists.length === 0) return fillIn.map((_, index) => ({ path: `fillIn[${index}]`, reason: t('refusal.nothingToFill') }))
  if (fields.sessionId !== undefined || fillIn.includes('sessionId')) return []
  return [{ path: 'fields', reason: t('refusal.noIdField') }]
}
