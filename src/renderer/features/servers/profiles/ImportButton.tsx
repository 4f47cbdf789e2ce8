import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useRef, useState } from 'react'
import type { Problem } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { actClient } from '../../../api/clients.ts'
import { problemOf } from '../../../api/problem-of.ts'
import { DialogFrame } from '../../../components/DialogFrame.tsx'
import { JsonFileInput } from '../../../components/JsonFileInput.tsx'
import { ReasonList } from '../mapping/ReasonList.tsx'
import { idIn } from './profile-texts.ts'

interface ImportButtonProps {
  /** The ids of saved profiles, which an import would replace. */
  readonly taken: ReadonlySet<string>
  readonly disabled: boolean
  /** Opens a refused file in the editor. */
  readonly onCorrect: (text: string, fileName: string) => void
}

interface Chosen {
  readonly file: string
  readonly text: string
  /** The saved profile whose place it takes. */
  readonly replaces?: string
}

/** *Import profile*: takes a file that somebody gave. What is refused is told with the file's name, and can be corrected at once. */
export function ImportButton({ taken, disabled, onCorrect }: ImportButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const { enqueueSnackbar } = useSnackbar()
  const [refused, setRefused] = useState<(Chosen & { readonly problem: Problem }) | null>(null)
  const [replacing, setReplacing] = useState<Chosen | null>(null)
  const save = useMutation({
    mutationFn: ({ text, replaces }: Chosen) => actClient.profiles.save({ text, ...(replaces === undefined ? {} : { replaces }) }),
    onSuccess: ({ id }, { file }) => enqueueSnackbar(t('profiles.imported', { file, id }), { variant: 'success' }),
    onError: (error, chosen) => setRefused({ ...chosen, problem: problemOf(error) }),
    onSettled: () => setReplacing(null),
  })
  const take = async (file: File) => {
    const chosen = { file: file.name, text: await file.text() }
    const id = idIn(chosen.text)
    if (id !== null && taken.has(id)) setReplacing({ ...chosen, replaces: id })
    else save.mutate(chosen)
  }
  return (
    <>
      <Button variant="outlined" onClick={() => input.current?.click()} disabled={disabled || save.isPending}>
        {t('profiles.import')}
      </Button>
      <JsonFileInput ref={input} label={t('profiles.importFile')} onFile={(file) => void take(file)} />
      {replacing ? (
        <DialogFrame
          open
          title={t('profiles.replaceTitle')}
          onClose={() => setReplacing(null)}
          actions={
            <>
              <Button onClick={() => setReplacing(null)} autoFocus>
                {t('common.cancel')}
              </Button>
              <Button variant="contained" onClick={() => save.mutate(replacing)} disabled={save.isPending}>
                {t('profiles.replace')}
              </Button>
            </>
          }
        >
          {t('profiles.replaceAbout', { id: replacing.replaces ?? '', file: replacing.file })}
        </DialogFrame>
      ) : null}
      {refused ? (
        <DialogFrame
          open
          title={t('profiles.importRefusedTitle', { file: refused.file })}
          maxWidth="md"
          onClose={() => setRefused(null)}
          actions={
            <>
              <Button onClick={() => setRefused(null)} autoFocus>
                {t('common.close')}
              </Button>
              <Button
                variant="contained"
                onClick={() => {
                  setRefused(null)
                  onCorrect(refused.text, refused.file)
                }}
              >
                {t('profiles.correctInEditor')}
              </Button>
            </>
          }
        >
          <Alert severity="error">
            <Box sx={{ fontWeight: 600 }}>{t('profiles.importRefused', { file: refused.file })}</Box>
            {refused.problem.reasons?.length ? null : `${refused.problem.message} ${refused.problem.next}`}
            <ReasonList reasons={refused.problem.reasons ?? []} />
          </Alert>
        </DialogFrame>
      ) : null}
    </>
  )
}
