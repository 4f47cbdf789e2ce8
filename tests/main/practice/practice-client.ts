import type { PracticeAnnouncement, PracticeId } from '../../../src/main/practice/announcement.ts'
import type { Practice } from '../../../src/main/practice/practice.ts'

/** One row of a list as the practice server words it. */
export type Row = Record<string, unknown>

/** Speaks to one practice server as the console would, and as its users' browsers would. */
export interface PracticeClient {
  readonly announcement: PracticeAnnouncement
  /** All rows, read page by page; every page must give the same total. */
  list(pageSize?: number): Promise<Row[]>
  /** Any request with the console's credential. */
  admin(method: string, path: string): Promise<Response>
  readonly listPath: string
  idOf(row: Row): string
  userOf(row: Row): string
  login(username: string, password?: string): Promise<Response>
  /** The status of a user's next request with the cookie from `login`. */
  whoAmI(login: Response): Promise<number>
}

/** The value at a dotted path. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (inner as Row | null)?.[name], value)
}

export function clientOf(practice: Practice, id: PracticeId): PracticeClient {
  const announcement = practice.announcements.find((one) => one.id === id)
  if (announcement === undefined) throw new Error(`no ${id}`)
  const { draft, secret } = announcement
  const { overrides } = draft.connector
  const listPath = overrides.listPath ?? '/api/admin/sessions'
  const admin = (method: string, path: string): Promise<Response> =>
    fetch(draft.url + path, { method, headers: credential(announcement, secret ?? '') })
  return {
    announcement,
    admin,
    listPath,
    idOf: (row) => String(at(row, overrides.fields?.sessionId?.[0] ?? 'id')),
    userOf: (row) => String(at(row, overrides.fields?.user?.[0] ?? 'username')),
    async list(pageSize = 1000) {
      const rows: Row[] = []
      for (;;) {
        const body: unknown = await (await admin('GET', `${listPath}?limit=${pageSize}&offset=${rows.length}`)).json()
        const page = at(body, overrides.rows ?? 'sessions') as Row[]
        rows.push(...page)
        if (page.length < pageSize) {
          if (rows.length !== at(body, overrides.total ?? 'total')) throw new Error('the total is not the number of rows')
          return rows
        }
      }
    },
    login: (username, password = 'a long password') =>
      fetch(`${draft.url}/login`, { method: 'POST', body: JSON.stringify({ username, password }) }),
    async whoAmI(login) {
      const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
      return (await fetch(`${draft.url}/whoami`, { headers: { cookie } })).status
    },
  }
}

/** The header that the announcement's draft asks for, with this secret. */
export function credential({ draft: { auth } }: PracticeAnnouncement, secret: string): Record<string, string> {
  if (auth.kind === 'none') return {}
  if (auth.kind === 'basic') return { authorization: `Basic ${Buffer.from(`${auth.username}:${secret}`).toString('base64')}` }
  return { [auth.name]: auth.template.replace('{secret}', secret) }
}
