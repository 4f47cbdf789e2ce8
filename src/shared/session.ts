import { z } from 'zod'
import { serverIdSchema } from './server.ts'

/**
 * The one key of a session: selection, focus, targets and outcomes use nothing else. `duplicate` is 0 but for the second and later rows
 * of one answer that share an id and differ otherwise; such rows are shown and can not be terminated.
 */
export const sessionKeySchema = z.object({
  serverId: serverIdSchema,
  sessionId: z.string().max(4000),
  duplicate: z.number().int().default(0),
})
export type SessionKey = z.infer<typeof sessionKeySchema>

/** A key as text, for sets, maps and grid row ids. */
export function sessionKeyText(key: SessionKey): string {
  return `${key.serverId}/${key.duplicate}/${key.sessionId}`
}

/** Owner and service accounts are marked; anonymous sessions (API keys, monitors) are no users. null: an ordinary or unknown account. */
export const accountSchema = z.enum(['owner', 'service', 'anonymous'])
export type Account = z.infer<typeof accountSchema>

/** Why a session can't be ticked or terminated. */
export const guardSchema = z.enum(['own', 'own-assumed', 'view-only', 'no-right', 'unsafe-id', 'duplicate-id', 'not-offered'])
export type Guard = z.infer<typeof guardSchema>

/** What kind of program holds a session, as far as its user agent tells: `program` is one without a person in front of it. */
export const deviceSchema = z.enum(['computer', 'phone', 'tablet', 'program'])
export type Device = z.infer<typeof deviceSchema>

/** Whose a session is: a named user's, that of somebody who has not signed in yet, or an API key's or a monitor's. */
export const identitySchema = z.enum(['named', 'not-signed-in', 'anonymous'])
export type Identity = z.infer<typeof identitySchema>

/**
 * Why a user name may not be what it looks like: it holds characters that can't be seen or that turn the writing round, it mixes letters of
 * several scripts, or it looks like another name that is signed in just now.
 */
export const lookalikeSchema = z.enum(['hidden-characters', 'mixed-scripts', 'like-another'])
export type Lookalike = z.infer<typeof lookalikeSchema>

/** One row of the grid. A null is a fact the server does not give. Times are epoch ms in the server's clock; `readAt` is in ours. */
export const sessionRowSchema = z.object({
  serverId: serverIdSchema,
  sessionId: z.string(),
  duplicate: z.number().int(),
  serverName: z.string(),
  user: z.string().nullable(),
  userId: z.string().nullable(),
  displayName: z.string().nullable(),
  email: z.string().nullable(),
  project: z.string().nullable(),
  organisation: z.string().nullable(),
  type: z.string().nullable(),
  /** The machine of the installation that holds the session. */
  node: z.string().nullable(),
  address: z.string().nullable(),
  /** The raw header, and its browser and system in words (null when not recognised). */
  userAgent: z.string().nullable(),
  agentWords: z.string().nullable(),
  /** The parts of those words, and the kind of device. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  device: deviceSchema.nullable(),
  createdAt: z.number().nullable(),
  lastActiveAt: z.number().nullable(),
  expiresAt: z.number().nullable(),
  /** When it ends by itself: the earlier of its expiry and the end of its server's idle timeout, and which of them that is. */
  endsAt: z.number().nullable(),
  endsBy: z.enum(['expiry', 'idle']).nullable(),
  /** When Rollcall first saw it, in our clock; null when it was there already at the first read of its server. */
  firstSeenAt: z.number().nullable(),
  identity: identitySchema,
  lookalike: lookalikeSchema.nullable(),
  account: accountSchema.nullable(),
  own: z.boolean().nullable(),
  guard: guardSchema.nullable(),
  /** End of the last read that listed this session. */
  readAt: z.number(),
})
export type SessionRow = z.infer<typeof sessionRowSchema>

/** Everything known of one session, for the details panel. `other` holds what the server gave beyond the mapped fields, as first seen. */
export const sessionDetailsSchema = z.object({
  row: sessionRowSchema,
  /** The session is no longer listed; its last row is shown. */
  ended: z.boolean(),
  firstSeenAt: z.number(),
  /** `secret`: the name tells that the value is as good as a key, so that it was never kept; `value` is then empty. */
  other: z.array(z.object({ name: z.string(), value: z.string(), secret: z.boolean() })),
  /** The live sessions of the same user name: first on this server, then on others, where it may be somebody else. At most 200. */
  siblings: z.array(sessionRowSchema),
})
export type SessionDetails = z.infer<typeof sessionDetailsSchema>

/**
 * What was seen of one session over time. Times are epoch ms in our clock; texts that are times (`createdAt`, `expires`) are epoch ms in the
 * server's clock.
 */
export const sessionHistorySchema = z.object({
  /** The span that was looked at: at most a day, and less of a server whose reads are very long. It ends now, or with the session. */
  from: z.number(),
  to: z.number(),
  /** What changed from one read to the next since the session was first seen, the newest 100, oldest first; `at` is the read that told. */
  changes: z.array(
    z.object({
      at: z.number(),
      what: z.enum([
        'user',
        'userId',
        'displayName',
        'email',
        'project',
        'organisation',
        'account',
        'type',
        'node',
        'address',
        'userAgent',
        'createdAt',
        'expires',
        'own',
      ]),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  /** The span in equal parts. `listed`: it was there, and its server does not tell of activity. null: nothing is known of that time. */
  activity: z.array(z.enum(['active', 'idle', 'listed']).nullable()),
})
export type SessionHistory = z.infer<typeof sessionHistorySchema>

export const SORT_COLUMNS = [
  'user',
  'serverName',
  'type',
  'node',
  'address',
  'agentWords',
  'browser',
  'system',
  'device',
  'createdAt',
  'lastActiveAt',
  'expiresAt',
  'endsAt',
  'firstSeenAt',
  'displayName',
  'email',
  'project',
  'organisation',
  'identity',
  'account',
  'userAgent',
  'userId',
  'sessionId',
  'readAt',
] as const

/** By what the grid can be grouped. `user` is one user name on however many servers; `subnet` is /24, of IPv6 /64. */
export const GROUPINGS = ['user', 'server', 'address', 'subnet', 'type'] as const
export const groupingSchema = z.enum(GROUPINGS)
export type Grouping = z.infer<typeof groupingSchema>

/** What to look for. `filter` is a text of the filter language (shared/filter). */
export const findSchema = z.object({
  filter: z.string().max(2000).default(''),
  /** Session time sorts as `createdAt`, idle time as `lastActiveAt`, both reversed, by the caller. Ties are broken by session id. */
  sort: z
    .array(z.object({ column: z.enum(SORT_COLUMNS), direction: z.enum(['asc', 'desc']) }))
    .min(1)
    .max(3)
    .default([{ column: 'user', direction: 'asc' }]),
  /** A past moment, epoch ms; absent for now. */
  at: z.number().optional(),
})

export type FindQuery = z.infer<typeof findSchema>

/** What the grid asks: one page of lines, which are sessions or, when grouped, groups with the sessions of the open ones below them. */
export const gridQuerySchema = findSchema.extend({
  page: z.number().int().min(0).default(0),
  pageSize: z.number().int().min(1).max(100).default(100),
  /** `open`: whether groups stand open; the keys in `except` are those where it is the other way round. */
  group: z
    .object({ by: groupingSchema, open: z.boolean().default(false), except: z.array(z.string().max(4000)).max(1000).default([]) })
    .optional(),
})
export type GridQuery = z.infer<typeof gridQuerySchema>
export type GridSort = GridQuery['sort']

/** The line above the sessions of a group. */
export const groupLineSchema = z.object({
  /** Its place among the lines of the page. */
  position: z.number().int(),
  key: z.string(),
  /** The user name, server name, address, subnet or type; null for the sessions where it is not known. */
  value: z.string().nullable(),
  open: z.boolean(),
  sessions: z.number().int(),
  /** Distinct ones among its sessions; what is not known does not count. */
  users: z.number().int(),
  addresses: z.number().int(),
  servers: z.number().int(),
  /** The newest activity among its sessions, in the clock of that session's server. */
  lastActiveAt: z.number().nullable(),
})
export type GroupLine = z.infer<typeof groupLineSchema>

export const gridPageSchema = z.object({
  /** The sessions of the page, in order. */
  rows: z.array(sessionRowSchema),
  /** The group lines of the page; all other lines are `rows`. Empty when not grouped. */
  groups: z.array(groupLineSchema),
  /** How many lines there are on all pages: sessions, or groups and the sessions of open groups. */
  lines: z.number().int(),
  /** Sessions that match, and sessions there are without a filter. */
  matching: z.number().int(),
  total: z.number().int(),
  /** For a past moment: the read that each server's rows come from; null where nothing was read by then. */
  readTimes: z.array(z.object({ serverId: serverIdSchema, at: z.number().nullable() })).optional(),
})
export type GridPage = z.infer<typeof gridPageSchema>

/** Every session that a filter finds; with `group`, of those the ones that the group of this key counts. */
export const allQuerySchema = findSchema.extend({ group: z.object({ by: groupingSchema, key: z.string().max(4000) }).optional() })
export type AllQuery = z.infer<typeof allQuerySchema>

/** All sessions that match, for ticking them at once: those that may be ticked, at most as many as a run takes. */
export const MOST_AT_ONCE = 5000
export const matchingRowsSchema = z.object({
  rows: z.array(sessionRowSchema).max(MOST_AT_ONCE),
  matching: z.number().int(),
  /** Matching sessions that can't be ticked. */
  guarded: z.number().int(),
})
export type MatchingRows = z.infer<typeof matchingRowsSchema>

/** The tiles' numbers and the choices of the filters. Users are distinct (server, user) pairs; blank and anonymous rows are no users. */
export const gridSummarySchema = z.object({
  servers: z.array(z.object({ serverId: serverIdSchema, users: z.number().int(), sessions: z.number().int() })),
  types: z.array(z.object({ type: z.string(), sessions: z.number().int() })),
  /** Users, by their names across all servers, who are signed in from more than one address. */
  manyAddresses: z.number().int(),
})
export type GridSummary = z.infer<typeof gridSummarySchema>
