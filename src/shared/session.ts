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
  createdAt: z.number().nullable(),
  lastActiveAt: z.number().nullable(),
  expiresAt: z.number().nullable(),
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
  other: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The same user's other sessions on this server. */
  siblings: z.array(sessionRowSchema),
})
export type SessionDetails = z.infer<typeof sessionDetailsSchema>

export const SORT_COLUMNS = [
  'user',
  'serverName',
  'type',
  'node',
  'address',
  'agentWords',
  'createdAt',
  'lastActiveAt',
  'expiresAt',
  'displayName',
  'email',
  'project',
  'organisation',
  'account',
  'userAgent',
  'sessionId',
  'readAt',
] as const

/** What the grid asks. Session time sorts as `createdAt`, idle time as `lastActiveAt`, both reversed, by the caller. */
export const gridQuerySchema = z.object({
  page: z.number().int().min(0).default(0),
  pageSize: z.number().int().min(1).max(100).default(100),
  sort: z.object({ column: z.enum(SORT_COLUMNS), direction: z.enum(['asc', 'desc']) }).default({ column: 'user', direction: 'asc' }),
  search: z.string().max(200).default(''),
  serverIds: z.array(serverIdSchema).max(1000).default([]),
  /** Session types to show; an empty text stands for rows without one. No entry: all. */
  types: z.array(z.string().max(100)).max(50).default([]),
  /** A past moment, epoch ms; absent for now. */
  at: z.number().optional(),
})
export type GridQuery = z.infer<typeof gridQuerySchema>

export const gridPageSchema = z.object({
  rows: z.array(sessionRowSchema),
  /** Rows that match, and rows there are without search and filters. */
  matching: z.number().int(),
  total: z.number().int(),
  /** For a past moment: the read that each server's rows come from; null where nothing was read by then. */
  readTimes: z.array(z.object({ serverId: serverIdSchema, at: z.number().nullable() })).optional(),
})
export type GridPage = z.infer<typeof gridPageSchema>

/** The tiles' numbers and the choices of the filters. Users are distinct (server, user) pairs; blank and anonymous rows are no users. */
export const gridSummarySchema = z.object({
  servers: z.array(z.object({ serverId: serverIdSchema, users: z.number().int(), sessions: z.number().int() })),
  types: z.array(z.object({ type: z.string(), sessions: z.number().int() })),
})
export type GridSummary = z.infer<typeof gridSummarySchema>
