import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROFILE_SCHEMA_FILE, profileJsonSchema } from '../../src/shared/profile/json-schema.ts'

const ROOT = join(import.meta.dirname, '../..')

it('the published schema is the one that Rollcall checks profiles with; npm run profile-schema writes it', () => {
  const published = JSON.parse(readFileSync(join(ROOT, PROFILE_SCHEMA_FILE), 'utf8'))
  expect(published).toEqual(JSON.parse(JSON.stringify(profileJsonSchema())))
})

it('the published schema names every key that a built-in profile uses', () => {
  const text = JSON.stringify(profileJsonSchema())
  const folder = join(ROOT, 'src/main/collector/connectors/profiles')
  for (const file of readdirSync(folder)) {
    for (const key of Object.keys(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
      expect(text, `${file}: ${key}`).toContain(`"${key}"`)
  }
})
