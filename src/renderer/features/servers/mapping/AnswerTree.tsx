import ChevronRightIcon from '@mui/icons-material/ChevronRight'
import ExpandMoreIcon from '@mui/icons-material/ExpandMore'
import Box from '@mui/material/Box'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useMemo, useRef, useState } from 'react'
import { visibleString } from '../../../../renderer/components/visible-text.ts'
import { t } from '../../../../shared/language/language.ts'
import { SESSION_FIELDS, type SessionField } from '../../../../shared/profile/field.ts'
import { Tag } from '../../../components/Tag.tsx'
import { fieldWord } from '../server-words.ts'
import type { Mapping } from './mapping.ts'
import { type TreeNode, visibleNodes } from './tree-nodes.ts'

interface AnswerTreeProps {
  readonly answer: unknown
  readonly mapping: Mapping
  readonly open: ReadonlySet<string>
  readonly onOpen: (open: ReadonlySet<string>) => void
  readonly onRows: (node: TreeNode) => void
  readonly onField: (field: SessionField, path: string) => void
  /** Only where the pages of the list are decided on, too. */
  readonly onPaging: ((part: 'total' | 'next', path: string) => void) | undefined
}

/** The answer as a tree. A click, Enter or Space on a line asks what it is; the arrow keys move, open and close. */
export function AnswerTree({ answer, mapping, open, onOpen, ...choices }: AnswerTreeProps) {
  const nodes = useMemo(
    () => visibleNodes(answer, { open, at: mapping.at, shape: mapping.shape }),
    [answer, open, mapping.at, mapping.shape],
  )
  const [active, setActive] = useState('.')
  const [menu, setMenu] = useState<{ node: TreeNode; anchor: HTMLElement } | null>(null)
  const tree = useRef<HTMLDivElement>(null)
  const names = useMemo(() => fieldNames(mapping), [mapping])

  const toggle = ({ path, isOpen }: TreeNode) => {
    const next = new Set(open)
    if (isOpen) next.delete(path)
    else next.add(path)
    onOpen(next)
  }
  const go = (index: number) => {
    const node = nodes[Math.max(0, Math.min(nodes.length - 1, index))]
    if (node === undefined) return
    setActive(node.path)
    tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(node.path)}"]`)?.focus()
  }
  const hear = (event: React.KeyboardEvent, node: TreeNode, index: number) => {
    const target = event.currentTarget as HTMLElement
    const moves = new Map([
      ['ArrowDown', () => go(index + 1)],
      ['ArrowUp', () => go(index - 1)],
      ['Home', () => go(0)],
      ['End', () => go(nodes.length - 1)],
      ['ArrowRight', () => (isContainer(node) && !node.isOpen ? toggle(node) : go(index + 1))],
      ['ArrowLeft', () => (node.isOpen ? toggle(node) : go(nodes.findIndex(({ path }) => path === node.parent)))],
      ['Enter', () => ask(node, target)],
      [' ', () => ask(node, target)],
    ])
    const move = moves.get(event.key)
    if (move === undefined) return
    event.preventDefault()
    move()
  }
  const ask = (node: TreeNode, anchor: HTMLElement) => {
    setActive(node.path)
    if (itemsFor(node, choices).length > 0) setMenu({ node, anchor: anchor.querySelector<HTMLElement>('.name') ?? anchor })
    else if (isContainer(node)) toggle(node)
  }
  const focusable = nodes.some(({ path }) => path === active) ? active : '.'
  return (
    <>
      <Box ref={tree} role="tree" aria-label={t('mapping.answer')} sx={LOOK}>
        {nodes.map((node, index) => (
          <div
            key={node.path}
            role="treeitem"
            aria-level={node.level + 1}
            aria-expanded={isContainer(node) ? node.isOpen : undefined}
            aria-selected={node.rowPath !== null && names.has(node.rowPath)}
            data-path={node.path}
            tabIndex={node.path === focusable ? 0 : -1}
            className={lineClass(node)}
            style={{ paddingLeft: 8 + node.level * 16 }}
            onClick={(event) => ask(node, event.currentTarget)}
            onKeyDown={(event) => hear(event, node, index)}
          >
            <Twisty node={node} onToggle={() => toggle(node)} />
            <span className="name">{visibleString(node.name)}</span>
            <bdi className={node.kind === 'value' ? 'value' : 'size'}>{visibleString(node.text)}</bdi>
            {node.holdsRows ? <Tag tone="accent">{t('mapping.rowsTag')}</Tag> : null}
            {node.rowPath === null ? null : (names.get(node.rowPath) ?? []).map((name) => <Tag key={name}>{name}</Tag>)}
          </div>
        ))}
      </Box>
      <Menu
        anchorEl={menu?.anchor ?? null}
        open={menu !== null}
        onClose={() => setMenu(null)}
        slotProps={{ list: { dense: true, 'aria-label': t('mapping.thisIs') } }}
      >
        {menu === null
          ? null
          : itemsFor(menu.node, choices).map(({ label, choose }) => (
              <MenuItem
                key={label}
                onClick={() => {
                  setMenu(null)
                  choose()
                }}
              >
                {label}
              </MenuItem>
            ))}
      </Menu>
    </>
  )
}

const LOOK = {
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  overflow: 'auto',
  minHeight: 0,
  fontSize: '0.75rem',
  py: 0.5,
  '& [role=treeitem]': {
    display: 'flex',
    alignItems: 'center',
    gap: 0.75,
    minHeight: 24,
    pr: 1,
    cursor: 'pointer',
    whiteSpace: 'nowrap',
    borderLeft: '3px solid transparent',
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 24px',
    '&:hover': { bgcolor: 'action.hover' },
    '&:focus-visible': { outlineOffset: -2 },
  },
  '& .row': { borderLeftColor: 'primary.main' },
  '& .rest': { color: 'text.secondary', cursor: 'default' },
  '& .twisty': { display: 'inline-flex', width: 16, flex: 'none', '& svg': { fontSize: 16 } },
  '& .name': { fontWeight: 500 },
  '& .value': { overflow: 'hidden', textOverflow: 'ellipsis', fontFamily: 'monospace', color: 'text.secondary' },
  '& .size': { color: 'text.secondary' },
} as const

function lineClass({ row, kind }: TreeNode): string {
  if (kind === 'rest') return 'rest'
  return row === null ? '' : 'row'
}

function isContainer({ kind }: TreeNode): boolean {
  return kind === 'object' || kind === 'array'
}

/** A click on it opens or closes and asks nothing. The keyboard has the arrow keys for that. */
function Twisty({ node, onToggle }: { readonly node: TreeNode; readonly onToggle: () => void }) {
  if (!isContainer(node)) return <span className="twisty" />
  const Icon = node.isOpen ? ExpandMoreIcon : ChevronRightIcon
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the line around it is the item, and hears the keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: the line around it opens and closes with the arrow keys
    <span
      className="twisty"
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
    >
      <Icon aria-hidden />
    </span>
  )
}

interface Item {
  readonly label: string
  readonly choose: () => void
}

/** What a line can be: the rows, a field of a session, or what says how the list goes on. */
function itemsFor(
  node: TreeNode,
  { onRows, onField, onPaging }: Pick<AnswerTreeProps, 'onRows' | 'onField' | 'onPaging'>,
): readonly Item[] {
  const { kind, path, rowPath, row } = node
  if (kind === 'rest') return []
  if (rowPath !== null && kind === 'value')
    return SESSION_FIELDS.map((field) => ({ label: fieldWord(field), choose: () => onField(field, rowPath) }))
  if (row !== null) return []
  if (kind !== 'value') return [{ label: t('mapping.rowsHere'), choose: () => onRows(node) }]
  if (onPaging === undefined) return []
  return [
    { label: t('mapping.numberOfAll'), choose: () => onPaging('total', path) },
    { label: t('mapping.nextPage'), choose: () => onPaging('next', path) },
  ]
}

/** Which fields each path below a row is. */
function fieldNames({ fields }: Mapping): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const field of SESSION_FIELDS) {
    for (const path of fields[field].split(',').map((one) => one.trim())) {
      if (path !== '') names.set(path, [...(names.get(path) ?? []), fieldWord(field)])
    }
  }
  return names
}
