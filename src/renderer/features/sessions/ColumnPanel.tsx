import DragIndicatorIcon from '@mui/icons-material/DragIndicator'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import TextField from '@mui/material/TextField'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { ColumnLayout } from '../../../shared/view.ts'
import type { SessionColumn } from './Columns.tsx'
import { changeColumns, isShown, movedTo, orderedColumns, PINNED_FIELD, resetColumns } from './column-layout.ts'

const ITEM_HEIGHT = 30

/** Which columns are shown and in which order: by ticks, by dragging, and by the arrow keys on a handle. What is done is seen at once. */
export function ColumnPanel({ layout }: { readonly layout: ColumnLayout }) {
  const [search, setSearch] = useState('')
  const [said, setSaid] = useState('')
  const columns = orderedColumns(layout)
  const wanted = search.trim().toLowerCase()
  const found = columns.filter((column) => column.name().toLowerCase().includes(wanted))
  const move = (column: SessionColumn, place: number) => {
    const order = movedTo(layout, column.field, place)
    changeColumns({ order })
    setSaid(t('grid.columnMoved', { column: column.name(), place: order.indexOf(column.field) + 1, count: columns.length }))
  }
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', width: 270, maxHeight: 'min(560px, 80vh)' }}>
      <TextField
        value={search}
        autoFocus
        placeholder={t('grid.findColumn')}
        onChange={(event) => setSearch(event.target.value)}
        slotProps={{ htmlInput: { 'aria-label': t('grid.findColumn'), autoComplete: 'off', spellCheck: false } }}
        sx={{ p: 1, '& .MuiInputBase-root': { height: 30 } }}
      />
      <Box component="ul" aria-label={t('grid.columns')} sx={{ m: 0, p: 0, overflow: 'auto', flex: 1, listStyle: 'none' }}>
        {found.map((column) => (
          <Item key={column.field} column={column} layout={layout} columns={columns} isMovable={wanted === ''} onMove={move} />
        ))}
      </Box>
      {found.length === 0 ? <Box sx={{ px: 2, pb: 1, color: 'text.secondary' }}>{t('grid.noSuchColumn')}</Box> : null}
      <Box
        sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', px: 1, py: 0.5, borderTop: 1, borderColor: 'divider' }}
      >
        <FormControlLabel
          control={
            <Checkbox checked={layout.userPinned} onChange={() => changeColumns({ userPinned: !layout.userPinned })} sx={{ p: 0.5 }} />
          }
          label={t('grid.pinUser')}
          sx={{ ml: 0 }}
        />
        <Button
          onClick={() => {
            resetColumns()
            setSaid(t('grid.columnsReset'))
          }}
        >
          {t('grid.resetColumns')}
        </Button>
      </Box>
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </Box>
  )
}

interface ItemProps {
  readonly column: SessionColumn
  readonly layout: ColumnLayout
  readonly columns: readonly SessionColumn[]
  readonly isMovable: boolean
  readonly onMove: (column: SessionColumn, place: number) => void
}

function Item({ column, layout, columns, isMovable, onMove }: ItemProps) {
  const shown = isShown(column, layout)
  const isPinned = layout.userPinned && column.field === PINNED_FIELD
  const handle = (
    <Handle column={column} place={columns.indexOf(column)} last={columns.length - 1} onMove={(place) => onMove(column, place)} />
  )
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', height: ITEM_HEIGHT, pl: 1, pr: 0.5 }}>
      <FormControlLabel
        control={
          <Checkbox
            checked={shown}
            onChange={() => changeColumns({ shown: { ...layout.shown, [column.field]: !shown } })}
            sx={{ p: 0.5 }}
          />
        }
        label={column.name()}
        sx={{ ml: 0, mr: 'auto', minWidth: 0 }}
      />
      {isMovable && !isPinned ? handle : null}
    </Box>
  )
}

interface HandleProps {
  readonly column: SessionColumn
  readonly place: number
  readonly last: number
  readonly onMove: (place: number) => void
}

/** Moves its column: by dragging, or by the arrow keys, Home and End. It moves with its column, and keeps the focus. */
function Handle({ column, place, last, onMove }: HandleProps) {
  const handle = useRef<HTMLButtonElement>(null)
  const isActive = useRef(false)
  const goTo = (wanted: number) => {
    const next = Math.max(0, Math.min(last, wanted))
    if (next === place) return
    isActive.current = true
    onMove(next)
  }
  const onGrab = useDragging(place, goTo)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is not read here, but each move of the element takes the focus from it
  useLayoutEffect(() => {
    if (isActive.current) handle.current?.focus()
    isActive.current = false
  }, [place])
  const byKey: Readonly<Record<string, number>> = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: last }
  return (
    <Box
      ref={handle}
      component="button"
      type="button"
      aria-label={t('grid.moveColumn', { column: column.name() })}
      aria-description={t('grid.moveColumnHelp')}
      title={t('grid.moveColumnHelp')}
      onKeyDown={(event) => {
        const next = byKey[event.key]
        if (next === undefined) return
        event.preventDefault()
        goTo(next)
      }}
      onPointerDown={(event) => onGrab(event.clientY)}
      // No text is marked on the way.
      onMouseDown={(event) => event.preventDefault()}
      sx={{ display: 'flex', p: 0.5, border: 0, background: 'none', color: 'text.secondary', cursor: 'grab', touchAction: 'none' }}
    >
      <DragIndicatorIcon aria-hidden sx={{ fontSize: 18 }} />
    </Box>
  )
}

/**
 * Follows the pointer from where it took hold until it lets go. The window is listened to, because the handle moves in the page meanwhile
 * and would lose what it has captured.
 */
function useDragging(place: number, goTo: (place: number) => void): (y: number) => void {
  const [grabbed, setGrabbed] = useState<{ readonly y: number; readonly place: number } | null>(null)
  const latest = useRef(goTo)
  latest.current = goTo
  useEffect(() => {
    if (grabbed === null) return
    const follow = (event: PointerEvent) => latest.current(grabbed.place + Math.round((event.clientY - grabbed.y) / ITEM_HEIGHT))
    const letGo = () => setGrabbed(null)
    window.addEventListener('pointermove', follow)
    window.addEventListener('pointerup', letGo)
    window.addEventListener('pointercancel', letGo)
    return () => {
      window.removeEventListener('pointermove', follow)
      window.removeEventListener('pointerup', letGo)
      window.removeEventListener('pointercancel', letGo)
    }
  }, [grabbed])
  return (y) => setGrabbed({ y, place })
}
