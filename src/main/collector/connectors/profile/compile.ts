import { RollcallError } from '../../../../shared/errors.ts'
import type { Auth, Profile, ProfileOverrides } from '../../../../shared/profile.ts'
import type { Capabilities } from '../../../../shared/server.ts'
import { type Base, type PathPart, targetOf } from '../address.ts'
import { type RowDecoder, rowDecoder } from './fields.ts'
import { otherReader } from './other.ts'
import { getter, isRow } from './path.ts'

/** Where the rows of an answer are; null when it holds none, which is a shape that is not understood. */
export interface Envelope {
  rows(json: unknown): readonly unknown[] | null
  total(json: unknown): number | null
}

/** A profile with one server's overrides, made ready once so that reading rows looks nothing up. */
export interface CompiledProfile {
  readonly capabilities: Capabilities
  readonly pageSize: number
  readonly listPath: string
  readonly envelope: Envelope
  readonly decoder: RowDecoder
  readonly other: ReturnType<typeof otherReader>
  listTarget(limit: number, offset: number): string
  /** Null when the system can't end one session. */
  readonly oneTarget: ((sessionId: string) => string) | null
  readonly userTarget: ((userId: string) => string) | null
}

/** Compiles a profile for a server. Throws `bad-input` for a list path that would leave the server's base path. */
export function compileProfile(profile: Profile, overrides: ProfileOverrides, auth: Auth, base: Base): CompiledProfile {
  const listPath = overrides.listPath ?? profile.list.path
  const fields = { ...profile.fields, ...overrides.fields }
  const { paging } = profile.list
  const { one, user } = profile.terminate
  assertListPath(base, listPath)
  return {
    capabilities: capabilitiesOf(profile, overrides, auth),
    pageSize: overrides.pageSize ?? paging.pageSize,
    listPath,
    envelope: envelopeOf(
      overrides.rows === undefined ? profile.list.rows : [overrides.rows],
      overrides.total === undefined ? profile.list.total : [overrides.total],
    ),
    decoder: rowDecoder(fields, { ...profile.times, ...overrides.times }),
    other: otherReader(fields, profile.secretFields),
    listTarget(limit, offset) {
      return targetOf(
        base,
        [{ literal: listPath }],
        [
          [paging.limit, String(limit)],
          [paging.offset, String(offset)],
        ],
      )
    },
    oneTarget: one === undefined ? null : (sessionId) => targetOf(base, partsOf(one.path, listPath, sessionId)),
    userTarget: user === undefined ? null : (userId) => targetOf(base, partsOf(user.path, listPath, ''), [[user.parameter, userId]]),
  }
}

/** What a profile lets Rollcall do, as it is with these overrides and this way to sign in. */
export function capabilitiesOf(profile: Profile, overrides: ProfileOverrides, auth: Auth): Capabilities {
  const ownFlag = overrides.fields?.own ?? profile.fields.own
  const withoutFlag = auth.kind === 'basic' ? 'username' : 'unknown'
  return {
    terminateOne: profile.terminate.one !== undefined,
    terminateUser: profile.terminate.user !== undefined,
    ownSession: ownFlag === undefined ? withoutFlag : 'flag',
    ...profile.facts,
  }
}

function assertListPath(base: Base, listPath: string): void {
  try {
    targetOf(base, [{ literal: listPath }])
  } catch (cause) {
    throw new RollcallError(
      {
        code: 'bad-input',
        message: `“${listPath}” can’t be the path of a session list.`,
        next: 'Give a path such as /api/admin/sessions, without dots as segments, query or fragment.',
      },
      { cause },
    )
  }
}

/** Splits `{list}/revoke/{sessionId}` into text that stands as it is and the one segment that stands for the id. */
function partsOf(template: string, listPath: string, sessionId: string): readonly PathPart[] {
  const literal = template.replace('{list}', listPath)
  const [before = '', after] = literal.split('/{sessionId}')
  return after === undefined ? [{ literal: before }] : [{ literal: before }, { segment: sessionId }, { literal: after }]
}

function envelopeOf(rowPaths: readonly string[], totalPaths: readonly string[]): Envelope {
  const rowGetters = rowPaths.map(getter)
  const totalGetters = totalPaths.map(getter)
  return {
    rows(json) {
      if (Array.isArray(json)) return json
      if (!isRow(json)) return null
      for (const get of rowGetters) {
        const rows = get(json)
        if (Array.isArray(rows)) return rows
      }
      return null
    },
    total(json) {
      if (!isRow(json)) return null
      for (const get of totalGetters) {
        const total = get(json)
        const count = typeof total === 'string' && /^\d{1,15}$/.test(total) ? Number(total) : total
        if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count
      }
      return null
    },
  }
}
