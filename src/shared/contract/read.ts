import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { TOPICS } from '../change.ts'
import { journalEntrySchema } from '../journal.ts'
import { keychainStateSchema } from '../keychain.ts'
import { profileFileSchema } from '../profile-file.ts'
import { catalogueEntrySchema, serverIdSchema, serverViewSchema } from '../server.ts'
import {
  allQuerySchema,
  gridPageSchema,
  gridQuerySchema,
  gridSummarySchema,
  MOST_AT_ONCE,
  matchingRowsSchema,
  sessionDetailsSchema,
  sessionHistorySchema,
  sessionKeySchema,
  sessionRowSchema,
} from '../session.ts'
import { settingsSchema } from '../settings.ts'
import { runSchema, runSummarySchema } from '../termination.ts'
import { call } from './base.ts'

/** Every question the window can ask. The reader answers all of them, also while no server can be reached. */
export const readContract = {
  /** Yields the topics that changed since the last yield; the first yield is immediate and names all of them. */
  changed: call.output(eventIterator(z.object({ topics: z.array(z.enum(TOPICS)) }))),
  console: {
    about: call.output(
      z.object({
        version: z.string(),
        practice: z.boolean(),
        keychain: keychainStateSchema,
        /** The folder is written by another running Rollcall; this one only shows. */
        readOnly: z.object({ holder: z.string() }).nullable(),
      }),
    ),
    settings: call.output(settingsSchema),
  },
  servers: {
    list: call.output(z.array(serverViewSchema)),
    /** The systems Rollcall knows, for the choice in the server dialog. */
    profiles: call.output(z.array(catalogueEntrySchema)),
  },
  profiles: {
    /** The profiles as texts: the built-in ones, the saved ones, and the files that were refused. Topics `profiles` and `servers`. */
    list: call.output(z.array(profileFileSchema)),
  },
  sessions: {
    /** Refused with `bad-input` when the filter can't be understood; the message says where. */
    page: call.input(gridQuerySchema).output(gridPageSchema),
    /** Every session that a filter finds, or one group of them, and that may be ticked. */
    all: call.input(allQuerySchema).output(matchingRowsSchema),
    summary: call.output(gridSummarySchema),
    details: call.input(sessionKeySchema).output(sessionDetailsSchema.nullable()),
    history: call.input(sessionKeySchema).output(sessionHistorySchema.nullable()),
    /** The rows of these keys as they are now; keys that are no longer listed are left out. */
    /** The places in this list of the keys that are listed no more: far less to tell than all the rows. */
    endedOf: call.input(z.object({ keys: z.array(sessionKeySchema).max(MOST_AT_ONCE) })).output(z.array(z.number().int())),
    byKeys: call.input(z.object({ keys: z.array(sessionKeySchema).max(MOST_AT_ONCE) })).output(z.array(sessionRowSchema)),
  },
  terminations: {
    list: call.input(z.object({ limit: z.number().int().min(1).max(200).default(50) })).output(z.array(runSummarySchema)),
    run: call.input(z.object({ runId: z.string() })).output(runSchema.nullable()),
  },
  journal: {
    /** Newest first; `before` is the sequence number to go on from. */
    page: call
      .input(
        z.object({
          before: z.number().int().optional(),
          limit: z.number().int().min(1).max(200).default(100),
          serverId: serverIdSchema.optional(),
          search: z.string().max(200).default(''),
        }),
      )
      .output(z.object({ entries: z.array(journalEntrySchema), total: z.number().int() })),
    /** Walks the whole hash chain. `firstBad` names the first entry that does not fit. */
    verify: call.output(z.object({ entries: z.number().int(), firstBad: z.number().int().nullable() })),
  },
}
