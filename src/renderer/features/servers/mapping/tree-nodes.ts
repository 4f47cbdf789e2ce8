import { t } from '../../../../shared/language/language.ts'
import { isObject, pathText, type Step } from './json-path.ts'

/** One line of the answer's tree. */
export interface TreeNode {
  /** Unlike all others: the path from the answer's root. */
  readonly path: string
  readonly name: string
  readonly kind: 'object' | 'array' | 'value' | 'rest'
  /** The value, or how much is inside. */
  readonly text: string
  readonly level: number
  readonly isOpen: boolean
  /** The path below its row; null outside of the rows, and for a row itself. */
  readonly rowPath: string | null
  /** Among the rows, counted from 0; null outside of them. */
  readonly row: number | null
  readonly parent: string | null
  /** Whether its members are the rows. */
  readonly holdsRows: boolean
}

/** How much of a container is shown: a tree is for finding names, and a thousandth row has none that the first has not. */
const MOST_ELEMENTS = 20
const MOST_MEMBERS = 100
const MOST_NODES = 2000

interface TreeOptions {
  /** The paths of the containers that are open. */
  readonly open: ReadonlySet<string>
  readonly at: string
  readonly shape: 'array' | 'map' | 'values'
}

/** The lines of the tree that are to be seen, from top to bottom. Long containers end in a line that says how much more there is. */
export function visibleNodes(answer: unknown, { open, at, shape }: TreeOptions): readonly TreeNode[] {
  const nodes: TreeNode[] = []
  add(answer, { steps: [], name: t('mapping.answer'), parent: null, row: null, below: null })
  return nodes

  function add(value: unknown, place: Place): void {
    if (nodes.length >= MOST_NODES) return
    const { steps, name, parent, row, below } = place
    const path = nodePath(steps)
    const kind = kindOf(value)
    const isOpen = kind !== 'value' && open.has(path)
    const holdsRows = row === null && pathText(steps) === at && kind === (shape === 'map' ? 'object' : 'array')
    nodes.push({
      path,
      name,
      kind,
      text: textOf(value),
      level: steps.length,
      isOpen,
      rowPath: rowPathOf(below, shape),
      row,
      parent,
      holdsRows,
    })
    if (isOpen) addMembers(value, place, path, holdsRows)
  }

  function addMembers(value: unknown, { steps, row, below }: Place, path: string, areRows: boolean): void {
    const members = membersOf(value)
    for (const [index, [step, member]] of members.shown.entries()) {
      const inside = areRows ? [] : (below?.concat(step) ?? null)
      add(member, { steps: [...steps, step], name: String(step), parent: path, row: areRows ? index : row, below: inside })
    }
    if (members.more > 0) nodes.push(restNode(path, members.more, steps.length + 1))
  }
}

/** Where a value stands: from the root, and below its row where it is in one. */
interface Place {
  readonly steps: readonly Step[]
  readonly name: string
  readonly parent: string | null
  readonly row: number | null
  readonly below: readonly Step[] | null
}

/** Which containers are open at first: the way to the rows, and all of the first row. */
export function firstOpen(answer: unknown, at: readonly Step[]): ReadonlySet<string> {
  const open = new Set<string>()
  let value: unknown = answer
  for (let index = 0; index <= at.length; index++) {
    open.add(nodePath(at.slice(0, index)))
    if (index < at.length) value = (value as Record<Step, unknown> | undefined)?.[at[index] ?? '']
  }
  const [first] = membersOf(value).shown
  if (first !== undefined) openAll(first[1], [...at, first[0]], 3)
  return open

  function openAll(container: unknown, steps: readonly Step[], deep: number): void {
    if (kindOf(container) === 'value' || deep === 0) return
    open.add(nodePath(steps))
    for (const [step, member] of membersOf(container).shown.slice(0, 40)) openAll(member, [...steps, step], deep - 1)
  }
}

/** Paths of the tree, in which the root has one as well. */
function nodePath(steps: readonly Step[]): string {
  return steps.length === 0 ? '.' : pathText(steps)
}

function rowPathOf(below: readonly Step[] | null, shape: TreeOptions['shape']): string | null {
  if (below === null) return null
  if (shape === 'values') return 'value'
  return below.length === 0 ? null : pathText(below)
}

function kindOf(value: unknown): 'object' | 'array' | 'value' {
  if (Array.isArray(value)) return 'array'
  return isObject(value) ? 'object' : 'value'
}

function membersOf(value: unknown): { readonly shown: readonly (readonly [Step, unknown])[]; readonly more: number } {
  if (Array.isArray(value))
    return { shown: value.slice(0, MOST_ELEMENTS).map((element, index) => [index, element]), more: value.length - MOST_ELEMENTS }
  if (!isObject(value)) return { shown: [], more: 0 }
  const entries = Object.entries(value)
  return { shown: entries.slice(0, MOST_MEMBERS), more: entries.length - MOST_MEMBERS }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return t('mapping.treeElements', { count: value.length })
  if (isObject(value)) return t('mapping.treeNames', { count: Object.keys(value).length })
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

function restNode(parent: string, more: number, level: number): TreeNode {
  const common = { kind: 'rest', isOpen: false, rowPath: null, row: null, holdsRows: false } as const
  return { ...common, path: `${parent} rest`, name: '', text: t('mapping.treeRest', { count: more }), level, parent }
}
