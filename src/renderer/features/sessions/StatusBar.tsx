import ChevronLeftIcon from '@mui/icons-material/ChevronLeft'
import ChevronRightIcon from '@mui/icons-material/ChevronRight'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import { t } from '../../../shared/language/language.ts'
import { zoneName } from '../../components/format.ts'

interface StatusBarProps {
  readonly matching: number
  readonly total: number
  readonly page: number
  readonly pages: number
  /** Rows of another question are shown while the new ones are being read. */
  readonly isOld: boolean
  /** The last reading failed: the rows are those of the one before, and there are none if that asked something else. */
  readonly hasFailed: boolean
  readonly onPage: (page: number) => void
}

/** How much of everything is shown, which page it is, and in which zone times are. */
export function StatusBar({ matching, total, page, pages, isOld, hasFailed, onPage }: StatusBarProps) {
  return (
    <Box
      component="footer"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 2,
        minHeight: 28,
        borderTop: 1,
        borderColor: 'divider',
        color: 'text.secondary',
        fontSize: '0.75rem',
        bgcolor: 'background.default',
      }}
    >
      {hasFailed && total === 0 ? null : <span>{t('selection.counts', { matching, total, page: page + 1, pages, zone: zoneName() })}</span>}
      {isOld ? <span>· {t('selection.reading')}</span> : null}
      {hasFailed ? (
        <Box sx={{ color: 'warning.main' }}>{total === 0 ? t('selection.notRead') : `· ${t('selection.notReadAgain')}`}</Box>
      ) : null}
      <Box sx={{ ml: 'auto', flex: 'none' }}>
        <IconButton aria-label={t('selection.previousPage')} disabled={page === 0} onClick={() => onPage(page - 1)} sx={{ p: 0.25 }}>
          <ChevronLeftIcon fontSize="small" />
        </IconButton>
        <IconButton aria-label={t('selection.nextPage')} disabled={page + 1 >= pages} onClick={() => onPage(page + 1)} sx={{ p: 0.25 }}>
          <ChevronRightIcon fontSize="small" />
        </IconButton>
      </Box>
    </Box>
  )
}
