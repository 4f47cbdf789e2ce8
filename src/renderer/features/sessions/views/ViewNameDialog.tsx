import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import { DialogFrame } from '../../../components/DialogFrame.tsx'
import { visibleString } from '../../../components/visible-text.ts'
import { LONGEST_NAME, nameProblem, type ViewSettings } from './view-list.ts'

interface ViewNameDialogProps {
  readonly title: string
  /** What stands in the field at first. */
  readonly name: string
  readonly settings: ViewSettings
  /** The view that may keep its name. */
  readonly own?: string
  readonly onSave: (name: string) => void
  readonly onClose: () => void
}

/** Asks for the name of a view. What is wrong with it is said once it was tried, and then at once. */
export function ViewNameDialog({ title, name: first, settings, own, onSave, onClose }: ViewNameDialogProps) {
  const [name, setName] = useState(first)
  const [isTried, setTried] = useState(false)
  const problem = nameProblem(name, settings, own)
  const submit = () => {
    setTried(true)
    if (problem !== null) return
    onClose()
    onSave(name.trim())
  }
  return (
    <DialogFrame
      open
      title={title}
      maxWidth="xs"
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="contained">
            {t('common.save')}
          </Button>
        </>
      }
    >
      <TextField
        autoFocus
        fullWidth
        label={t('views.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onFocus={(event) => event.target.select()}
        error={isTried && problem !== null}
        helperText={isTried ? problemText(problem, name) : ' '}
        slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
      />
    </DialogFrame>
  )
}

function problemText(problem: ReturnType<typeof nameProblem>, name: string): string {
  if (problem === 'missing') return t('views.nameMissing')
  if (problem === 'too-long') return t('views.nameTooLong', { most: LONGEST_NAME })
  return problem === 'taken' ? t('views.nameTaken', { name: visibleString(name.trim()) }) : ' '
}
