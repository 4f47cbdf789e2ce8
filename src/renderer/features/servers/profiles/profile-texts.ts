import { profileIdSchema } from '../../../../shared/profile.ts'
import type { ProfileFile } from '../../../../shared/profile-file.ts'

/** A profile's text under another id and name, to be changed and saved beside the first. As it is when it is no JSON. */
export function copyOf(text: string, taken: ReadonlySet<string>): string {
  try {
    const profile = JSON.parse(text) as Record<string, unknown>
    const id = freeId(`${String(profile.id)}-copy`, taken)
    return `${JSON.stringify({ ...profile, id, name: `${String(profile.name)} (copy)` }, null, 2)}\n`
  } catch {
    return text
  }
}

/** An id that nobody has yet, as like to the wanted one as can be. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const id = `${wanted.slice(0, 56)}${count === 1 ? '' : `-${count}`}`
    if (!taken.has(id)) return id
  }
}

/** The id a text gives itself; null when it is no profile's. */
export function idIn(text: string): string | null {
  try {
    const profile: unknown = JSON.parse(text)
    return profileIdSchema.safeParse((profile as { id?: unknown } | null)?.id).data ?? null
  } catch {
    return null
  }
}

/** The id under which a saved profile can be replaced; a refused file may have none that could stand for one. */
export function replaceable({ id }: Pick<ProfileFile, 'id'>): string | null {
  return profileIdSchema.safeParse(id).data ?? null
}

/** What a new profile starts with: everything that is needed, so that the editor says what is missing in it. */
export const NEW_PROFILE = `${JSON.stringify(
  {
    version: 1,
    kind: 'api',
    id: 'ticket-desk',
    name: 'Ticket desk',
    about: 'The sessions of the ticket desk, by its admin API.',
    auth: { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' },
    lists: [{ request: { method: 'GET', path: '/api/sessions' }, rows: { at: 'sessions' } }],
    fields: { sessionId: 'id', user: 'user.name', address: 'ip', createdAt: 'created', lastActiveAt: 'lastSeen' },
    times: { createdAt: 'epoch-seconds', lastActiveAt: 'iso' },
    terminate: { one: { request: { method: 'DELETE', path: '{list}/{id}' } } },
    own: { kind: 'unknown', why: 'The answer does not say which session is Rollcall’s own.' },
    facts: {
      address: 'unknown',
      activity: 'Not known.',
      coverage: 'Not known.',
      terminateMeans: 'The user’s next request is refused, and they must sign in again.',
      known: 'Written by an admin.',
      supply: 'A token that may list and end sessions.',
    },
  },
  null,
  2,
)}
`
