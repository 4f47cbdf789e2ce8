import { describe, expect, it } from 'vitest'
import { parseBase } from '../../../../../src/main/collector/connectors/address.ts'
import {
  buttonTexts,
  controlsOf,
  formOf,
  isButton,
  type Submission,
  submissionOf,
} from '../../../../../src/main/collector/connectors/page/form.ts'
import { findAll, findFirst, parseHtml } from '../../../../../src/main/collector/connectors/page/html.ts'
import { resolve } from '../../../../../src/main/collector/connectors/page/link.ts'

const BASE = parseBase('http://127.0.0.1:8080/app')
const HERE = '/app/list?page=2'

/** What pressing the button with this text sends. */
function pressed(page: string, text: string, fill?: ReadonlyMap<string, string>): Submission | null {
  const html = parseHtml(page)
  const button = findAll(html, isButton).find((control) => buttonTexts(control).includes(text))
  const form = button === undefined ? null : formOf(html, button)
  if (button === undefined || form === null) throw new Error('There is no such button.')
  return submissionOf(BASE, { html, target: HERE }, { form, button, ...(fill === undefined ? {} : { fill }) })
}

const CONTROLS = `<input name="plain" value="a b"><input type="hidden" name="h" value="1&amp;2"><input name="off" value="x" disabled><input value="no name">
<input type="checkbox" name="c1" checked><input type="checkbox" name="c2" value="2"><input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
<select name="s"><option>one<option value="2" selected>two</select><select name="m" multiple><option>x<option>y</select><textarea name="t">
line</textarea><input type="file" name="f"><input type="reset" name="re" value="r"><input type="button" name="b" value="b">
<button name="go" value="1">Other</button><input type="submit" name="go" value="Send">`

describe('what a form sends', () => {
  it('is what a browser sends: named, enabled and chosen fields, and the pressed button alone', () => {
    expect(pressed(`<form method="post" action="save?x=1">${CONTROLS}</form>`, 'Send')).toEqual({
      method: 'POST',
      target: '/app/save?x=1',
      body: { contentType: 'application/x-www-form-urlencoded', text: 'plain=a+b&h=1%262&c1=on&r=2&s=2&t=line&go=Send' },
    })
  })

  it('stands in the address when the form asks by GET, in place of the address’s own query', () => {
    expect(pressed('<form action="/app/save?x=1"><input name="q" value="ü"><button>Go</button></form>', 'Go')).toEqual({
      method: 'GET',
      target: '/app/save?q=%C3%BC',
    })
  })

  it('goes to the page itself without an action, and where the button says instead of the form', () => {
    expect(pressed('<form method="post"><button>Go</button></form>', 'Go')?.target).toBe(HERE)
    const form = '<form method="get" action="/app/one"><button formmethod="post" formaction="/app/two">Go</button></form>'
    expect(pressed(form, 'Go')).toMatchObject({ method: 'POST', target: '/app/two' })
  })

  it('holds fields that stand elsewhere and name the form, and none of another form', () => {
    const page = `<input name="before" value="1" form="f"><form id="f" method="post"><input name="in" value="2"><input name="out" form="g" value="3"></form>
<form id="g"></form><button form="f" name="go" value="4">Go</button>`
    expect(pressed(page, 'Go')?.body?.text).toBe('before=1&in=2&go=4')
  })

  it('holds values in place of those that stand there', () => {
    const page = '<form method="post"><input type="hidden" name="action" value="refresh"><button>Go</button></form>'
    expect(pressed(page, 'Go', new Map([['action', 'end']]))?.body?.text).toBe('action=end')
  })

  it('is sent in parts where the form says so', () => {
    const sent = pressed(
      '<form method="post" enctype="multipart/form-data"><input name="a&quot;b" value="x&#10;y"><button>Go</button></form>',
      'Go',
    )
    const boundary = sent?.body?.contentType.split('boundary=')[1] ?? ''
    expect(sent?.body?.text).toBe(`--${boundary}\r\nContent-Disposition: form-data; name="a%22b"\r\n\r\nx\r\ny\r\n--${boundary}--\r\n`)
  })

  it('goes nowhere but to the same server, below its base path', () => {
    const actions = [
      'https://elsewhere.example/app/x',
      '//elsewhere.example/app/x',
      'http://127.0.0.1:9090/app/x',
      '/other',
      '/application',
      '../x',
      'javascript:x()',
      'mailto:a@b.c',
      'data:text/html,x',
    ]
    for (const action of actions)
      expect(pressed(`<form method="post" action="${action}"><button>Go</button></form>`, 'Go'), action).toBeNull()
    expect(
      pressed('<base href="https://elsewhere.example/app/"><form method="post" action="x"><button>Go</button></form>', 'Go'),
    ).toBeNull()
    expect(pressed('<base href="/app/deep/"><form method="post" action="x"><button>Go</button></form>', 'Go')?.target).toBe('/app/deep/x')
  })
})

describe('buttons', () => {
  it('are known by what stands on them or is said of them', () => {
    const html =
      parseHtml(`<form><button><img alt="End" src="x"></button><input type="submit" value="Stop"><input type="image" alt="Kill" src="x">
<button title="Kick"></button><button type="button">No</button><button disabled>Off</button></form>`)
    expect(findAll(html, isButton).map(buttonTexts)).toEqual([['End'], ['Stop'], ['Kill'], ['Kick']])
  })

  it('send their place as pictures do', () => {
    expect(pressed('<form method="post"><input type="image" name="end" alt="End" src="x"></form>', 'End')?.body?.text).toBe(
      'end.x=0&end.y=0',
    )
  })

  it('of a form that is opened between rows belong to it', () => {
    const html = parseHtml('<table><form id="f"><tr><td><input name="a"><td><button>Go</button></tr></form></table>')
    const form = findFirst(html, ({ tag }) => tag === 'form')
    expect(form === null ? [] : controlsOf(html, form).map(({ tag }) => tag)).toEqual(['input', 'button'])
  })
})

it('resolves addresses as a page means them, and drops what stands behind a hash', () => {
  const place = { html: parseHtml(''), target: '/app/a/list?x=1' }
  expect(
    ['b', './b?c=1#d', '?y=2', '/app/é', 'http://user:pw@127.0.0.1:8080/app/x'].map((address) => resolve(BASE, place, address)),
  ).toEqual(['/app/a/b', '/app/a/b?c=1', '/app/a/list?y=2', '/app/%C3%A9', null])
})
