import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { Reason } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'

interface ReasonListProps {
  readonly reasons: readonly Reason[]
  /** Goes to where it stands; each place is then a button. */
  readonly onGo?: (reason: Reason) => void
}

/** Everything that is wrong with a profile, each with where it stands. */
export function ReasonList({ reasons, onGo }: ReasonListProps) {
  if (reasons.length === 0) return null
  return (
    <Box component="ul" aria-label={t('mapping.wrong')} sx={{ m: 0, mt: 0.5, pl: 2.5, maxHeight: 160, overflow: 'auto' }}>
      {reasons.map((found) => {
        const { path, reason } = found
        const place = path === '' ? null : <code>{path}</code>
        const words = onGo === undefined ? place : <GoButton onGo={() => onGo(found)}>{place ?? t('mapping.show')}</GoButton>
        return (
          <li key={`${path} ${reason}`}>
            {words === null ? null : <>{words}: </>}
            {reason}
          </li>
        )
      })}
    </Box>
  )
}

function GoButton({ onGo, children }: { readonly onGo: () => void; readonly children: React.ReactNode }) {
  return (
    <Link component="button" type="button" onClick={onGo} sx={{ verticalAlign: 'baseline' }}>
      {children}
    </Link>
  )
}
