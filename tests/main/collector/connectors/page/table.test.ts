import { describe, expect, it } from 'vitest'
import { type Element, findFirst, PageTooLarge, parseHtml, textOf } from '../../../../../src/main/collector/connectors/page/html.ts'
import { type PageRow, rowReader } from '../../../../../src/main/collector/connectors/page/row.ts'
import { type Search, tableFinder } from '../../../../../src/main/collector/connectors/page/table.ts'
import { type Table, tableSchema } from '../../../../../src/shared/profile/page.ts'

const TABLE = { columns: { user: { headings: ['User name', 'Benutzer', 'Nom d’utilisateur'] }, since: { headings: 'Since' } } }

function tableOf(changes: Readonly<Record<string, unknown>> = {}): Table {
  return tableSchema.parse({ ...TABLE, ...changes })
}

function search(page: string, table: Table = tableOf(), inputs: Readonly<Record<string, string>> = {}): Search {
  return tableFinder(table, inputs)(parseHtml(page))
}

function rowsOf(page: string, table: Table = tableOf()): readonly PageRow[] {
  const found = search(page, table)
  if (found.kind !== 'found') throw new Error(`It was not found: ${JSON.stringify(found)}`)
  return found.tables.flatMap((one) => one.rows.map((row) => rowReader(table)(one, row)))
}

const ROW = [{ user: 'ann', since: 'noon' }]

describe('headings', () => {
  const heads = [
    [
      'in th, with arrows, links, markup and spaces that don’t break',
      '<tr><th> <a href="#"><b>USER&nbsp;&nbsp;Name</b> ▲</a></th><th>(Since) ↓</th></tr>',
    ],
    ['in the first row’s plain cells', '<tr><td>User name<td>Since</tr>'],
    ['in another language', '<thead><tr><th>Benutzer<th>since:</thead>'],
    ['with soft hyphens and full-width letters', '<tr><th>Nom d’utili&shy;sateur<th>Ｓｉｎｃｅ</tr>'],
    ['in pictures and titles', '<tr><th><img alt="User name" src="x"><th><span title="Since">⏱</span></tr>'],
    ['in buttons', '<tr><th><button>User name</button><th><button>Since <span>▼</span></button></tr>'],
    [
      'below a title and a row to search in',
      '<tr><td colspan="2">Sessions</tr><tr><td><input><td><input></tr><tr><th>User name<th>Since</tr>',
    ],
    ['in two rows, one of them over both', '<thead><tr><th rowspan="2">User name<th>Times</tr><tr><th>Since</tr></thead>'],
  ]
  it.each(heads)('%s', (_, head) => {
    expect(rowsOf(`<table>${head}<tr><td>ann<td>noon</tr></table>`)).toEqual(ROW)
  })

  it('over several columns mean the first of them', () => {
    const page = '<table><tr><th colspan="2">User name<th>Since</tr><tr><td>ann<td>x<td>noon</tr></table>'
    expect(rowsOf(page)).toEqual(ROW)
  })

  it('may be the words of an input', () => {
    const table = tableOf({ columns: { user: { headings: '{input.words}' } } })
    const page = '<table><tr><th>Käyttäjä</tr><tr><td>ann</tr></table>'
    expect(search(page, table, { words: 'Anvandare, käyttäjä' }).kind).toBe('found')
    expect(search(page, table, { words: '' }).kind).toBe('missing')
  })

  it('that are only similar are others', () => {
    expect(search('<table><tr><th>User name (old)<th>Since</tr></table>')).toMatchObject({
      kind: 'missing',
      near: { has: ['since'], lacks: ['user'] },
    })
  })
})

describe('the table', () => {
  const wanted = '<table id="w"><tr><th>User name<th>Since<th>More</tr><tr><td>ann<td>noon<td>x</tr></table>'

  it('is found among others, around it, inside its cells and beside it', () => {
    const inner = '<table><tr><td>ann</td></tr></table>'
    const page = `<table><tr><td>User name<td>Other</tr></table><table><tr><td>Layout<td>${wanted.replace('<td>ann', `<td>${inner}`)}</td></tr></table>`
    expect(rowsOf(page)).toEqual(ROW)
  })

  it('is known by the columns it needs, and by no others', () => {
    const page = `<table><tr><th>User name<th>Since</tr><tr><td>old<td>past</tr></table>${wanted}`
    const more = (required: boolean): Table => tableOf({ columns: { ...TABLE.columns, more: { headings: 'More', required } } })
    expect(rowsOf(page, more(true))).toEqual([{ user: 'ann', since: 'noon', more: 'x' }])
    expect(search(page, more(false)).kind).toBe('ambiguous')
  })

  it('may stand there in several parts, where the profile says so', () => {
    expect(search(wanted + wanted).kind).toBe('ambiguous')
    expect(rowsOf(wanted + wanted, tableOf({ several: true }))).toHaveLength(2)
  })

  it('is none that a script would write', () => {
    expect(search(`<script>document.write('${wanted}')</script><template>${wanted}</template><!-- ${wanted} -->`).kind).toBe('missing')
  })
})

describe('rows', () => {
  it('that only say something are no sessions', () => {
    const page = `<table><thead><tr><th>User name<th>Since</thead>
      <tbody><tr><td colspan="2">Node 1</tr><tr><td>ann<td>noon</tr><tr></tr><tr><td>&nbsp;<td> </tr><tr><th>User name<th>Since</tr></tbody>
      <tfoot><tr><td>1 session<td></tr></tfoot></table>`
    expect(rowsOf(page)).toEqual(ROW)
  })

  it('with a heading of their own and cells over several rows are read as they are seen', () => {
    const page = '<table><tr><th>User name<th>Since</tr><tr><th rowspan="2">ann<td>noon</tr><tr><td>one</tr></table>'
    expect(rowsOf(page)).toEqual([...ROW, { user: 'ann', since: 'one' }])
  })

  it('are bounded however far a cell says that it reaches', () => {
    const page = '<table><tr><th>User name<th>Since</tr><tr><td colspan="99999999" rowspan="99999999">ann</tr><tr><td>x</tr></table>'
    expect(rowsOf(page).length).toBeLessThanOrEqual(2)
  })

  it('hold values that stand in titles, fields, links and attributes', () => {
    const table = tableOf({
      columns: {
        user: { headings: 'User name', from: [{ attribute: 'title' }, 'text'] },
        since: { headings: 'Since', from: { attribute: 'datetime' } },
      },
      values: { id: { input: 'sid' }, any: { input: true }, token: { parameter: 'tok' }, node: { attribute: 'data-node' } },
    })
    const page = `<table><tr><th>User name<th>Since</tr>
      <tr data-node="n1"><td title="Ann &amp; Co">A…<td><time datetime="2026-11-21T10:00Z">today</time> <input type="submit" value="Go"><input type="hidden" name="sid" value="7"><a href="/x?a=1">x</a><a href="y?tok=a%2Bb&amp;c=1">y</a></tr>
      <tr><td>Bob<td>x</tr></table>`
    expect(rowsOf(page, table)).toEqual([
      { user: 'Ann & Co', since: '2026-11-21T10:00Z', id: '7', any: '7', token: 'a+b', node: 'n1' },
      { user: 'Bob' },
    ])
  })

  it('hold what is seen: no hidden sort keys, no buttons, no scripts, and entities as they are meant', () => {
    const page = `<table><tr><th>User name<th>Since</tr><tr><td><span style="display: none">0009</span><i hidden>x</i>a&#x6E;n<button>End</button><script>1</script><td>no<b>o</b>n<br></tr></table>`
    expect(rowsOf(page)).toEqual(ROW)
  })

  it('keep their columns when a form stands between the row and its cells', () => {
    const page = '<table><tr><th>User name<th>Since</tr><tr><form action="/end"><td>ann<td>noon<td><button>End</button></form></tr></table>'
    expect(rowsOf(page)).toEqual(ROW)
  })
})

describe('a hostile page', () => {
  it('that nests without end, or closes what it never opened, is given up on at once', () => {
    const started = performance.now()
    for (const page of [
      '<div>'.repeat(400_000),
      '<i><table><tr>'.repeat(100_000) + '</p>'.repeat(100_000),
      '<table><tr><td>'.repeat(50_000),
    ])
      expect(() => parseHtml(page)).toThrow(PageTooLarge)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('of tables in tables, and of headings that are signs alone, is looked through in seconds', () => {
    const started = performance.now()
    const nested = `${'<table><tr><td>'.repeat(160)}${'<i></i>'.repeat(500_000)}`
    const signs = `<table>${`<tr>${`<th>${'!a'.repeat(2000)}`.repeat(300)}</tr>`.repeat(6)}</table>`
    expect([search(nested).kind, search(signs).kind]).toEqual(['missing', 'missing'])
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('of cells that reach over a hundred columns each holds nothing up', () => {
    const long = `<td colspan=100>${'y '.repeat(1500)}</td>`
    const pages = [
      '<table><tr><td colspan=100>x</td></tr></table>'.repeat(10_000),
      `<table>${`<tr>${long}</tr>`.repeat(6)}</table>`.repeat(50),
    ].map(parseHtml)
    const started = performance.now()
    for (const page of pages) expect(tableFinder(tableOf(), {})(page).kind).toBe('missing')
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('of tables without end in number is not looked through', () => {
    const started = performance.now()
    expect(search(`${'<table><tr><td>a<td>b<td>c</tr></table>'.repeat(60_000)}<table><tr><th>User name<th>Since</tr></table>`).kind).toBe(
      'too-many',
    )
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('of broken markup still has its rows', () => {
    expect(rowsOf('<table><tr><th>User name<th>Since<tr><td>ann<td>noon</b></i></p><tr')).toEqual(ROW)
    expect(rowsOf('</table></div><TABLE><TR><TH>User name</TH><TH>Since</TH></TR><TR><TD>ann</TD><TD>noon</TD></TABLE>')).toEqual(ROW)
  })

  it('of 100 000 rows is read in seconds', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `<tr><td>user ${index}</td><td>2026-11-21</td></tr>`)
    const started = performance.now()
    expect(rowsOf(`<table><tr><th>User name</th><th>Since</th></tr>${rows.join('')}</table>`)).toHaveLength(100_000)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('does not make a text of endless length', () => {
    const cell = findFirst(parseHtml(`<p>${'x<b>y</b> '.repeat(100_000)}`), ({ tag }) => tag === 'p') as Element
    expect(textOf(cell)).toHaveLength(4000)
  })
})
