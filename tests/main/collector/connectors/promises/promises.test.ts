import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../../../src/main/collector/connectors/registry.ts'
import { understandsAnswers } from './answers.ts'
import { keepsIds } from './ids.ts'
import { closeAfterwards, nameOf } from './opened.ts'
import { endsNothingByReading } from './reads.ts'
import { keepsSecrets } from './secrets.ts'
import { SUBJECTS } from './table.ts'
import { logsOutOneUser } from './users.ts'
import { saysWhatItDoes } from './words.ts'

closeAfterwards()

it('knows every connector that there is', () => {
  const known = new Set(SUBJECTS.map(({ profileId }) => profileId))
  const missing = catalogue().filter(({ id }) => !known.has(id))
  expect(missing.map(({ name }) => `${name} has no entry in table.ts`)).toEqual([])
})

describe.each(SUBJECTS.map((subject) => [nameOf(subject), subject] as const))('%s', (_, subject) => {
  keepsIds(subject)
  endsNothingByReading(subject)
  understandsAnswers(subject)
  keepsSecrets(subject)
  logsOutOneUser(subject)
  saysWhatItDoes(subject)
})
