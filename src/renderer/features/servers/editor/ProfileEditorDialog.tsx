import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useCallback, useRef, useState } from 'react'
import type { Reason } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { actClient } from '../../../api/clients.ts'
import { problemOf } from '../../../api/problem-of.ts'
import { copyText } from '../../../components/copy-text.ts'
import { DialogFrame } from '../../../components/DialogFrame.tsx'
import { downloadText } from '../../../components/download.ts'
import { ProblemAlert } from '../../../components/ProblemAlert.tsx'
import { useLeaving } from '../../../components/use-leaving.ts'
import { ReasonList } from '../mapping/ReasonList.tsx'
import { CodeEditor, type EditorHandle } from './CodeEditor.tsx'

interface ProfileEditorDialogProps {
  readonly title: string
  readonly text: string
  /** The name of its file when it is exported. */
  readonly fileName: string
  /** A built-in profile can be read and copied, not changed. */
  readonly readOnly: boolean
  /** The id of the saved profile that is edited; null for a new one. */
  readonly replaces: string | null
  readonly onClose: () => void
}

/** A profile as text, for those who prefer it: completion, errors at their lines, and no way to save what would be refused. */
export function ProfileEditorDialog({ title, text: start, fileName, readOnly, replaces, onClose }: ProfileEditorDialogProps) {
  const [text, setText] = useState(start)
  const [reasons, setReasons] = useState<readonly Reason[] | null>(null)
  const editor = useRef<EditorHandle>(null)
  const { enqueueSnackbar } = useSnackbar()
  const save = useMutation({
    mutationFn: () => actClient.profiles.save({ text, ...(replaces === null ? {} : { replaces }) }),
    onSuccess: ({ id }) => {
      enqueueSnackbar(t('profiles.savedAs', { id }), { variant: 'success' })
      onClose()
    },
    onError: (error) => setReasons(problemOf(error).reasons ?? []),
  })
  const check = useCallback(async (written: string) => {
    const found = await reasonsFor(written)
    setReasons(found)
    return found
  }, [])
  const copy = async () => {
    const copied = await copyText(text)
    enqueueSnackbar(t(copied ? 'profiles.copied' : 'profiles.notCopied'), { variant: copied ? 'default' : 'warning' })
  }
  const { warned, leave, goOn } = useLeaving(text !== start, onClose)
  const write = (written: string) => {
    setText(written)
    goOn()
    // What was refused is no longer what stands here.
    if (save.isError) save.reset()
  }
  return (
    <DialogFrame
      open
      title={title}
      maxWidth="lg"
      onClose={save.isPending ? undefined : leave}
      onWork={goOn}
      actions={
        <>
          <Box role="status" sx={{ mr: 'auto', color: 'warning.main' }}>
            {warned ? t('profiles.leaveWarning') : null}
          </Box>
          <Button onClick={() => void copy()}>{t('profiles.copy')}</Button>
          <Button onClick={() => downloadText(fileName, text)}>{t('profiles.exportProfile')}</Button>
          <Button onClick={leave} disabled={save.isPending}>
            {t(readOnly ? 'common.close' : 'common.cancel')}
          </Button>
          {readOnly ? null : (
            <Button variant="contained" onClick={() => save.mutate()} disabled={save.isPending}>
              {t('profiles.saveProfile')}
            </Button>
          )}
        </>
      }
    >
      <Box sx={{ display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr) auto', gap: 1.5, height: 'min(74vh, 760px)' }}>
        <Box>{save.error ? <ProblemAlert problem={problemOf(save.error)} /> : null}</Box>
        <CodeEditor ref={editor} label={t('profiles.text')} text={start} readOnly={readOnly} onText={write} check={check} />
        <Box sx={{ maxHeight: 150, overflow: 'auto' }}>
          <Box role="status" sx={{ color: reasons?.length ? 'error.main' : 'text.secondary' }}>
            {verdict(reasons, readOnly)}
          </Box>
          <ReasonList reasons={reasons ?? []} onGo={(reason) => editor.current?.show(reason)} />
        </Box>
      </Box>
    </DialogFrame>
  )
}

function verdict(reasons: readonly Reason[] | null, readOnly: boolean): string {
  if (reasons === null) return t('profiles.checking')
  if (reasons.length > 0) return t('profiles.toCorrect', { count: reasons.length })
  return t(readOnly ? 'profiles.builtInView' : 'profiles.nothingToCorrect')
}

/** The engine says what is wrong, because only it knows every rule; a preview of no answer is the question for that. */
async function reasonsFor(text: string): Promise<readonly Reason[]> {
  if (text.trim() === '') return [{ path: '', reason: t('profiles.empty') }]
  try {
    await actClient.profiles.preview({ profile: text, sample: [] })
    return []
  } catch (error) {
    return problemOf(error).reasons ?? []
  }
}
