// Writes docs/profile.schema.json, the JSON Schema of profiles, from the schema that Rollcall itself checks them with.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROFILE_SCHEMA_FILE, profileJsonSchema } from '../src/shared/profile/json-schema.ts'
import { root } from './lib/paths.mjs'

writeFileSync(join(root, PROFILE_SCHEMA_FILE), `${JSON.stringify(profileJsonSchema(), null, 2)}\n`)
