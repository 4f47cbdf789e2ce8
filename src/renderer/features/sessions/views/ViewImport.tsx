import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import { useSnackbar } from 'notistack'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { ViewFile } from '../../../../shared/view.ts'
import { DialogFrame } from '../../../components/DialogFrame.tsx'
import { JsonFileInput } from '../../../components/JsonFileInput.tsx'
import { visibleString } from '../../../components/visible-text.ts'
import { openView } from './opened-view.ts'
import type { Asking } from './use-view-actions.ts'
import { useChangeViews } from './use-views.ts'
import { isTooLarge, readViewFile } from './view-file.ts'
import { freeName, withView } from './view-list.ts'

interface ViewImportProps {
  readonly asking: Asking | null
  readonly onAnswered: () => void
}

/** Takes a view from a file that somebody gave, and opens it. What is refused is told with the file's name. */
export function ViewImport({ asking, onAnswered }: ViewImportProps) {
  const input = useRef<HTMLInputElement>(null)
  const changeViews = useChangeViews()
  const { enqueueSnackbar } = useSnackbar()
  const [refused, setRefused] = useState<{ readonly file: string; readonly problem: string } | null>(null)
  useEffect(() => {
    if (asking !== 'import') return
    input.current?.click()
    onAnswered()
  }, [asking, onAnswered])

  const add = (found: ViewFile['view']) => {
    let view = { ...found, id: crypto.randomUUID() }
    changeViews(
      (settings) => {
        view = { ...view, name: freeName(found.name, settings) }
        return withView(settings, view)
      },
      () => {
        openView(view)
        enqueueSnackbar(t('views.imported', { name: visibleString(view.name) }))
      },
    )
  }
  const take = async (file: File) => {
    const answer = isTooLarge(file.size) ? { problem: t('views.tooLarge') } : readViewFile(await file.text())
    if ('view' in answer) add(answer.view)
    else setRefused({ file: file.name, problem: answer.problem })
  }
  return (
    <>
      <JsonFileInput ref={input} label={t('views.file')} onFile={(file) => void take(file)} />
      {refused ? (
        <DialogFrame
          open
          title={t('views.importTitle', { file: visibleString(refused.file, 80) })}
          onClose={() => setRefused(null)}
          actions={
            <Button onClick={() => setRefused(null)} autoFocus>
              {t('common.close')}
            </Button>
          }
        >
          <Alert severity="error">{refused.problem}</Alert>
        </DialogFrame>
      ) : null}
    </>
  )
}
