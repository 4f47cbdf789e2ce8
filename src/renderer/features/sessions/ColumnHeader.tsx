import ArrowDownwardIcon from '@mui/icons-material/ArrowDownward'
import ArrowUpwardIcon from '@mui/icons-material/ArrowUpward'
import Box from '@mui/material/Box'
import Tooltip from '@mui/material/Tooltip'
import { t } from '../../../shared/language/language.ts'
import { useStore } from '../../components/store.ts'
import { viewStore } from './view-state.ts'

interface ColumnHeaderProps {
  readonly field: string
  readonly name: string
  readonly hint: string | undefined
  readonly align: 'left' | 'right'
}

/**
 * A column's name, what it means on hover, and how it is sorted: an arrow, and a number where there are several keys. The grid says the
 * first key to who can't see (aria-sort, which may stand on one header only); the others are said here.
 */
export function ColumnHeader({ field, name, hint, align }: ColumnHeaderProps) {
  const { sort } = useStore(viewStore)
  const place = sort.findIndex((key) => key.field === field)
  const direction = sort[place]?.direction
  const Arrow = direction === 'desc' ? ArrowDownwardIcon : ArrowUpwardIcon
  const mark =
    direction === undefined ? null : (
      <Box component="span" aria-hidden sx={{ display: 'inline-flex', alignItems: 'center', flex: 'none', color: 'primary.main' }}>
        <Arrow sx={{ fontSize: 13 }} />
        {sort.length > 1 ? <span className="sort-place">{place + 1}</span> : null}
      </Box>
    )
  return (
    <Tooltip title={hint ?? ''} describeChild placement="bottom-start">
      <Box
        component="span"
        sx={{ display: 'flex', alignItems: 'center', gap: 0.25, minWidth: 0, flexDirection: align === 'right' ? 'row-reverse' : 'row' }}
      >
        <Box component="span" className="MuiDataGrid-columnHeaderTitle" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {name}
        </Box>
        {mark}
        {direction !== undefined && place > 0 ? (
          <span className="visually-hidden">{t('grid.sortedNext', { place: place + 1, direction })}</span>
        ) : null}
      </Box>
    </Tooltip>
  )
}
