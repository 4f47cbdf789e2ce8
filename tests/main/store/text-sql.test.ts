import { expect, it } from 'vitest'
import { searchText } from '../../../src/main/store/fold.ts'
import { createLive } from '../../../src/main/store/live.ts'
import { folded } from '../../../src/main/store/text-sql.ts'

it.each(['', 'Anna Roe', 'tab\tand\x7f', 'two\nlines', 'cut\0here', 'Zoë', 'ﬁne', 'straße', '\u0301', 'a\u202eb', '😀', 'ＡＢ'])(
  'a column that holds %j is compared as texts are kept to be searched',
  (text) => {
    const [found] = createLive()
      .prepare<[string], [string]>(`SELECT ${folded('text')} FROM (SELECT ? AS text)`)
      .raw()
      .all(text)
    expect(found).toEqual([searchText([text])])
  },
)
