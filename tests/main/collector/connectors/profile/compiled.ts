import { type CompiledFields, compileFields } from '../../../../../src/main/collector/connectors/profile/compile.ts'
import type { DecodedRows } from '../../../../../src/main/collector/connectors/profile/fields.ts'
import adminSessions from '../../../../../src/main/collector/connectors/profiles/admin-sessions.json' with { type: 'json' }
import { apiProfileSchema, type ProfileOverrides, profileOverridesSchema } from '../../../../../src/shared/profile.ts'

/** The server's clock when the rows came. */
export const NOW = Date.UTC(2026, 10, 21, 12)

/** The fields of the Admin Sessions API with overrides for one server, or as another profile would have them. */
export function compiled(overrides: ProfileOverrides = {}, changes: object = {}): CompiledFields {
  const choice = { profileId: 'admin-sessions', inputs: {}, overrides: profileOverridesSchema.parse(overrides) }
  return compileFields(apiProfileSchema.parse({ ...adminSessions, ...changes }), choice)
}

/** Rows of one list as sessions. */
export function decode(
  { decoder }: CompiledFields,
  rows: readonly unknown[],
  beside: Readonly<Record<string, unknown>> | null = null,
): DecodedRows {
  return decoder.decode(rows.map((row) => ({ row, beside, origin: { at: NOW, list: 1 } })))
}
