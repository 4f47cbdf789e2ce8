import ContentCopyIcon from '@mui/icons-material/ContentCopy'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import type { ReactNode } from 'react'
import { t } from '../../../../shared/language/language.ts'
import { ForeignText } from '../../../components/ForeignText.tsx'
import { visibleString } from '../../../components/visible-text.ts'
import { safeCell } from '../row-text.ts'
import { useCopyText } from '../use-copying.ts'

/** Nothing a server gives is longer than what is shown here, but for an attack on whoever looks. */
const LONGEST = 12_000

interface CopyableFactProps {
  readonly name: string
  /** What is copied, fit for a ticket or a sheet, and shown unless something else is. */
  readonly text: string
  readonly shown?: ReactNode
  readonly hint?: string | undefined
}

/** A name and a value, for a `FactList`; hovering, or going there by keyboard, shows a button that copies the value. */
export function CopyableFact({ name, text, shown, hint }: CopyableFactProps) {
  const copy = useCopyText()
  // What a server gives beyond what is known has names of the server's choice.
  const called = visibleString(name, 60)
  return (
    <>
      <dt>
        <ForeignText text={name} />
      </dt>
      <Box component="dd" title={hint} sx={VALUE}>
        <Box component="span" sx={{ flex: 1, minWidth: 0, '& bdi': { whiteSpace: 'pre-wrap' } }}>
          {shown ?? <ForeignText text={text} most={LONGEST} hint={null} />}
        </Box>
        <IconButton
          className="copies"
          aria-label={t('details.copyFact', { name: called })}
          onClick={() => copy(safeCell(text), t('details.copiedFact', { name: called }))}
          sx={{ p: '3px', my: '-3px', flex: 'none' }}
        >
          <ContentCopyIcon sx={{ fontSize: 14 }} />
        </IconButton>
      </Box>
    </>
  )
}

const VALUE = {
  display: 'flex',
  alignItems: 'flex-start',
  gap: 0.5,
  '& .copies': { opacity: 0 },
  '&:hover .copies, & .copies:focus-visible': { opacity: 1 },
} as const

/** A fact that is as good as a key: only its name was kept. */
export function SecretFact({ name }: { readonly name: string }) {
  return (
    <>
      <dt>
        <ForeignText text={name} />
      </dt>
      <Box component="dd" title={t('details.secretHint')} sx={{ color: 'text.secondary', fontStyle: 'italic' }}>
        {t('details.secret')}
      </Box>
    </>
  )
}
