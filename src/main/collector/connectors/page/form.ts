import { randomUUID } from 'node:crypto'
import type { Base } from '../address.ts'
import { around, type Element, findAll, findFirst, textOf } from './html.ts'
import { type Place, resolve } from './link.ts'

/** What is sent when a button is pressed. */
export interface Submission {
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body?: { readonly contentType: string; readonly text: string }
}

/** A field's name and value, in the order of the page. */
export type Filled = readonly (readonly [name: string, value: string])[]

export interface Press {
  readonly form: Element
  /** The button that is pressed; null presses none. */
  readonly button: Element | null
  /** Values that are typed or ticked, instead of those that stand in the form. */
  readonly fill?: ReadonlyMap<string, string>
  /** Checkboxes that are ticked, and no others of their names. */
  readonly ticked?: ReadonlySet<Element>
}

const CONTROLS = new Set(['input', 'select', 'textarea', 'button'])

/** The form that a control belongs to: the one it names, else the one around it. */
export function formOf(page: Element, control: Element): Element | null {
  const id = control.attributes.form
  if (id !== undefined) return findFirst(page, ({ tag, attributes }) => tag === 'form' && attributes.id === id)
  return around(control, ({ tag }) => tag === 'form')
}

/** The controls of a form, in the order of the page. */
export function controlsOf(page: Element, form: Element): readonly Element[] {
  const { id } = form.attributes
  const isNamed = id !== undefined && findFirst(page, ({ tag, attributes }) => tag === 'form' && attributes.id === id) === form
  return findAll(page, (element) => {
    if (!CONTROLS.has(element.tag)) return false
    return element.attributes.form === undefined
      ? around(element, ({ tag }) => tag === 'form') === form
      : isNamed && element.attributes.form === id
  })
}

export function typeOf({ tag, attributes }: Element): string {
  if (tag === 'input') return (attributes.type ?? 'text').toLowerCase()
  if (tag === 'button') return (attributes.type ?? 'submit').toLowerCase()
  return tag
}

/** Whether a control submits its form when it is pressed. */
export function isButton(control: Element): boolean {
  const type = typeOf(control)
  return (type === 'submit' || type === 'image') && control.attributes.disabled === undefined
}

/** What stands on a button, or is said of it. */
export function buttonTexts(button: Element): readonly string[] {
  const { value, title, alt, 'aria-label': label } = button.attributes
  const picture = findFirst(button, ({ tag, attributes }) => tag === 'img' && (attributes.alt ?? '') !== '')?.attributes.alt
  const own = button.tag === 'button' ? textOf(button, 'with-controls') : value
  return [own, title, alt, label, picture].flatMap((text) => (text === undefined || text === '' ? [] : [text]))
}

/** What a browser would send; null when the form would go to another server or another path than the server's own. */
export function submissionOf(base: Base, page: Place, press: Press): Submission | null {
  const { form, button } = press
  const action = button?.attributes.formaction ?? form.attributes.action ?? ''
  // A form without an action is sent to the page it stands on, whatever the page says of its base.
  const target = action.trim() === '' ? page.target : resolve(base, page, action)
  if (target === null) return null
  const filled = filledIn(page.html, press)
  const method = (button?.attributes.formmethod ?? form.attributes.method ?? 'get').toLowerCase()
  if (method !== 'post') return { method: 'GET', target: `${target.split('?', 1)[0]}?${encoded(filled)}` }
  const type = (button?.attributes.formenctype ?? form.attributes.enctype ?? '').toLowerCase()
  return {
    method: 'POST',
    target,
    body: type === 'multipart/form-data' ? multipart(filled) : { contentType: URLENCODED, text: encoded(filled) },
  }
}

const URLENCODED = 'application/x-www-form-urlencoded'

function filledIn(page: Element, press: Press): Filled {
  const tickedNames = new Set([...(press.ticked ?? [])].map(({ attributes }) => attributes.name))
  return controlsOf(page, press.form).flatMap((control): Filled => {
    const { name, disabled } = control.attributes
    if (disabled !== undefined) return []
    if (typeOf(control) === 'image') return control === press.button ? imageValues(name) : []
    return name === undefined || name === '' ? [] : valuesOf(control, press, tickedNames).map((value) => [name, value])
  })
}

/** What one named control sends. */
function valuesOf(control: Element, { button, fill, ticked }: Press, tickedNames: ReadonlySet<string | undefined>): readonly string[] {
  const { name = '', value, checked } = control.attributes
  switch (typeOf(control)) {
    case 'submit':
      return control === button ? [value ?? (control.tag === 'input' ? 'Submit' : '')] : []
    case 'button':
    case 'reset':
    case 'file':
      return []
    case 'checkbox':
    case 'radio': {
      const isOn = tickedNames.has(name) ? ticked?.has(control) === true : checked !== undefined
      return isOn ? [value ?? 'on'] : []
    }
    case 'select':
      return fill?.has(name) === true ? [fill.get(name) ?? ''] : selected(control)
    case 'textarea':
      return [fill?.get(name) ?? textOf(control, 'with-controls')]
    default:
      return [fill?.get(name) ?? value ?? '']
  }
}

function imageValues(name: string | undefined): Filled {
  const prefix = name === undefined || name === '' ? '' : `${name}.`
  return [
    [`${prefix}x`, '0'],
    [`${prefix}y`, '0'],
  ]
}

function selected(select: Element): readonly string[] {
  const options = findAll(select, ({ tag, attributes }) => tag === 'option' && attributes.disabled === undefined)
  const chosen = options.filter(({ attributes }) => attributes.selected !== undefined)
  const usual = select.attributes.multiple === undefined ? options.slice(0, 1) : []
  return (chosen.length > 0 ? chosen : usual).map((option) => option.attributes.value ?? textOf(option, 'with-controls'))
}

/** Forms send line ends as CR LF, however they stand in the page. */
function lines(value: string): string {
  return value.replace(/\r\n|\r|\n/g, '\r\n')
}

function encoded(filled: Filled): string {
  return new URLSearchParams(filled.map(([name, value]): [string, string] => [lines(name), lines(value)])).toString()
}

function multipart(filled: Filled): NonNullable<Submission['body']> {
  const boundary = `rollcall-${randomUUID()}`
  const parts = filled.map(([name, value]) => {
    const quoted = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
    return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted}"\r\n\r\n${lines(value)}\r\n`
  })
  return { contentType: `multipart/form-data; boundary=${boundary}`, text: `${parts.join('')}--${boundary}--\r\n` }
}
