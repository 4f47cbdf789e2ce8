import Box from '@mui/material/Box'
import { t } from '../../../../shared/language/language.ts'

/** Beside a view's name: it was changed and not saved. Who can't see it hears it from the name of what it stands in. */
export function ChangedDot() {
  return (
    <Box
      component="span"
      aria-hidden
      title={t('views.changed')}
      sx={{
        flex: 'none',
        width: 7,
        height: 7,
        ml: 0.75,
        borderRadius: '50%',
        bgcolor: 'warning.main',
        // A forced colour scheme paints backgrounds over, but not borders.
        border: 1,
        borderColor: 'warning.main',
      }}
    />
  )
}
