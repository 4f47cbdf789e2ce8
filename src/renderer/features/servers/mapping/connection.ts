import type { Auth } from '../../../../shared/profile/sign-in.ts'
import type { Trust } from '../../../../shared/server.ts'
import type { ServerForm } from '../server-form.ts'
import { MAPPED_LOGIN } from './mapping-profile.ts'

/** How *Map fields* reaches a server that is being described: what the server dialog asks, without what a saved server needs. */
export interface Connection {
  readonly url: string
  readonly signIn: Auth['kind']
  readonly username: string
  readonly headerName: string
  readonly headerTemplate: string
  readonly queryName: string
  readonly secret: string
  readonly trust: Trust
}

/** The way to sign in. What is missing is filled in so that a profile can be written; the server then says what it misses. */
export function authOf({ signIn, username, headerName, headerTemplate, queryName }: Connection): Auth {
  switch (signIn) {
    case 'basic':
      return { kind: 'basic', username: username.trim() || 'admin' }
    case 'login':
      return { kind: 'login', login: MAPPED_LOGIN, username: username.trim() || 'admin' }
    case 'header':
      return { kind: 'header', name: headerName.trim(), template: headerTemplate }
    case 'query':
      return { kind: 'query', name: queryName.trim() || 'api_key' }
    default:
      return { kind: 'none' }
  }
}

/** What the server dialog has so far of how its server is reached. */
export function connectionOf(form: ServerForm): Connection {
  const { url, signIn, username, headerName, headerTemplate, queryName, secret, trustKind } = form
  return {
    url,
    signIn: signIn === 'none' || signIn === 'basic' || signIn === 'header' || signIn === 'query' ? signIn : 'login',
    username,
    headerName,
    headerTemplate,
    queryName,
    secret,
    trust: trustOf(form, trustKind),
  }
}

function trustOf({ authorityPem, pinPem, pinSha256 }: ServerForm, kind: ServerForm['trustKind']): Trust {
  if (kind === 'authority') return { kind, pem: authorityPem.trim() }
  return kind === 'pin' && pinPem !== '' ? { kind, pem: pinPem, sha256: pinSha256 } : { kind: 'system' }
}

/** The same for the dialog, for the server that is to be added with the new profile. */
export function fieldsOf(connection: Connection): Partial<ServerForm> {
  const { url, signIn, username, headerName, headerTemplate, queryName, secret } = connection
  return { url, signIn: signIn === 'login' ? `login:${MAPPED_LOGIN}` : signIn, username, headerName, headerTemplate, queryName, secret }
}

/** Nothing yet, for describing a system without a server at hand. */
export const NO_CONNECTION: Connection = {
  url: '',
  signIn: 'header',
  username: '',
  headerName: 'Authorization',
  headerTemplate: 'Bearer {secret}',
  queryName: '',
  secret: '',
  trust: { kind: 'system' },
}
