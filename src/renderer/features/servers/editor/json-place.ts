import type { SyntaxNode, Tree } from '@lezer/common'
import type { Step } from '../mapping/json-path.ts'

/** A range of a text. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Where a value stands in a JSON text. When it is not there, the innermost value around it that is: a missing name is wrong with its object. */
export function rangeOf(tree: Tree, text: string, steps: readonly Step[]): Range {
  let node: SyntaxNode | null = tree.topNode.firstChild
  let name: SyntaxNode | null = null
  for (const step of steps) {
    const next: { value: SyntaxNode; name: SyntaxNode | null } | null = node === null ? null : memberOf(node, text, step)
    if (next === null) {
      // The whole of a long object would be underlined; its name says as much.
      return rangeOfNode(name ?? node, text)
    }
    node = next.value
    name = next.name
  }
  if (node !== null && (node.name === 'Object' || node.name === 'Array')) return rangeOfNode(name ?? node, text)
  return rangeOfNode(node, text)
}

function rangeOfNode(node: SyntaxNode | null, text: string): Range {
  if (node === null) return { from: 0, to: Math.min(1, text.length) }
  const isLong = node.name === 'Object' || node.name === 'Array'
  return { from: node.from, to: isLong ? node.from + 1 : node.to }
}

function memberOf(node: SyntaxNode, text: string, step: Step): { value: SyntaxNode; name: SyntaxNode | null } | null {
  if (typeof step === 'number') {
    const element = node.name === 'Array' ? valuesIn(node)[step] : undefined
    return element === undefined ? null : { value: element, name: null }
  }
  if (node.name !== 'Object') return null
  for (const property of node.getChildren('Property')) {
    const name = property.getChild('PropertyName')
    const value = property.lastChild
    if (name !== null && value !== null && nameText(name, text) === step) return { value, name }
  }
  return null
}

function valuesIn(node: SyntaxNode): readonly SyntaxNode[] {
  const values: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!/^[[\]{},:⚠]$/.test(child.name)) values.push(child)
  }
  return values
}

function nameText(name: SyntaxNode, text: string): string {
  const raw = text.slice(name.from, name.to)
  try {
    return String(JSON.parse(raw))
  } catch {
    return raw.replaceAll('"', '')
  }
}

/** What a text says so far: one that is being written is seldom good JSON, and what is not finished in it is left out. */
export function writtenIn(tree: Tree, text: string): unknown {
  return writtenAt(tree.topNode.firstChild, text)
}

function writtenAt(node: SyntaxNode | null, text: string): unknown {
  if (node?.name === 'Array') return valuesIn(node).map((element) => writtenAt(element, text))
  if (node?.name !== 'Object') return plainValue(node, text)
  const members = node.getChildren('Property').flatMap((property) => {
    const name = property.getChild('PropertyName')
    const value = property.lastChild
    if (name === null || value === null || value.from === name.from || /^[:⚠]$/.test(value.name)) return []
    return [[nameText(name, text), writtenAt(value, text)] as const]
  })
  return Object.fromEntries(members)
}

function plainValue(node: SyntaxNode | null, text: string): unknown {
  if (node === null) return undefined
  try {
    return JSON.parse(text.slice(node.from, node.to)) as unknown
  } catch {
    return undefined
  }
}

/** Where the cursor is: in or before a name of the object at `steps`, or at the value there. `from` is where what is typed begins. */
export interface Place {
  readonly at: 'name' | 'value'
  readonly steps: readonly Step[]
  readonly from: number
  readonly to: number
}

/** What could be written at a position; null inside of numbers, between values, and outside of everything. */
export function placeAt(tree: Tree, text: string, position: number): Place | null {
  const node = tree.resolveInner(position, -1)
  const typed = node.name === 'PropertyName' || node.name === 'String' ? node : null
  const range = typed === null ? { from: wordStart(text, position), to: position } : { from: typed.from, to: typed.to }
  if (node.name === 'PropertyName') return { at: 'name', steps: stepsTo(node.parent?.parent ?? null, text), ...range }
  if (node.name === 'String' || node.name === 'True' || node.name === 'False' || node.name === 'Null') {
    return { at: 'value', steps: stepsTo(node, text), from: node.from, to: node.to }
  }
  const around = node.name === '⚠' ? node.parent : node
  if (around?.name === 'Property') return { at: 'value', steps: stepsTo(around.lastChild ?? around, text, around), ...range }
  if (around?.name === 'Object') return placeInObject(around, text, range)
  if (around?.name === 'Array')
    return { at: 'value', steps: [...stepsTo(around, text), valuesIn(around).filter(({ to }) => to < position).length], ...range }
  return null
}

/** Between the members of an object stands a name, and behind a colon a value. */
function placeInObject(node: SyntaxNode, text: string, range: Range): Place {
  const before = text.slice(node.from, range.from).trimEnd()
  if (!before.endsWith(':')) return { at: 'name', steps: stepsTo(node, text), ...range }
  const property = node.getChildren('Property').findLast(({ from }) => from < range.from)
  return { at: 'value', steps: property === undefined ? [] : stepsTo(property, text, property), ...range }
}

function wordStart(text: string, position: number): number {
  return position - (/[\w"-]*$/.exec(text.slice(0, position))?.[0].length ?? 0)
}

/** The path of a value from the root. `property`: the property itself stands for its value. */
function stepsTo(node: SyntaxNode | null, text: string, property?: SyntaxNode): readonly Step[] {
  const steps: Step[] = []
  let at = node
  if (property !== undefined) {
    const name = property.getChild('PropertyName')
    if (name !== null) steps.unshift(nameText(name, text))
    at = property.parent
  }
  while (at !== null) {
    const parent: SyntaxNode | null = at.parent
    if (parent?.name === 'Property') {
      const name = parent.getChild('PropertyName')
      if (name !== null) steps.unshift(nameText(name, text))
      at = parent.parent
    } else {
      if (parent?.name === 'Array') steps.unshift(valuesIn(parent).findIndex(({ from }) => from === at?.from))
      at = parent
    }
  }
  return steps
}
