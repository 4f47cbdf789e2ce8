import Box from '@mui/material/Box'
import { useId } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { AnswerMark, AnswerMarks } from './answer-marks.ts'
import { DraftChoice, DraftText } from './DraftFields.tsx'

const OPS = ['is', 'isNot'] as const

interface AnswerMarkFieldsProps {
  /** The request whose answer is meant, as problems name it. */
  readonly at: 'one' | 'user'
  readonly marks: AnswerMarks
  readonly onChange: (change: Partial<AnswerMarks>) => void
}

/** What the answer to a request that ends sessions means, for servers that say it in the answer and not by the status. */
export function AnswerMarkFields({ at, marks, onChange }: AnswerMarkFieldsProps) {
  const id = useId()
  return (
    <Box role="group" aria-labelledby={id} sx={{ display: 'grid', gap: 1.5, borderLeft: 2, borderColor: 'divider', pl: 1.5 }}>
      <Box id={id} sx={{ fontWeight: 500 }}>
        {t('mapping.answerMeans')}
      </Box>
      <Box sx={{ color: 'text.secondary' }}>{t('mapping.answerMeansAbout')}</Box>
      <MarkLine
        title={t(at === 'one' ? 'mapping.goneOne' : 'mapping.goneUser')}
        at={`${at}.gone`}
        mark={marks.gone}
        onMark={(gone) => onChange({ gone })}
        example={['error', 'no such session']}
      />
      <MarkLine
        title={t('mapping.failedWhen')}
        at={`${at}.failed`}
        mark={marks.failed}
        onMark={(failed) => onChange({ failed })}
        example={['ok', 'false']}
      />
      <Box sx={LINE}>
        <Box>{t('mapping.wordsAt')}</Box>
        <DraftText
          label={t('mapping.wordsPath')}
          at={`${at}.message`}
          value={marks.message}
          onText={(message) => onChange({ message })}
          placeholder="error"
        />
      </Box>
    </Box>
  )
}

const LINE = {
  display: 'grid',
  gap: 1.5,
  gridTemplateColumns: '210px minmax(0, 1fr) 110px minmax(0, 1fr)',
  alignItems: 'start',
  '& > :first-of-type': { pt: 1 },
} as const

interface MarkLineProps {
  readonly title: string
  readonly at: string
  readonly mark: AnswerMark
  readonly onMark: (mark: AnswerMark) => void
  readonly example: readonly [string, string]
}

function MarkLine({ title, at, mark, onMark, example }: MarkLineProps) {
  const id = useId()
  return (
    <Box role="group" aria-labelledby={id} sx={LINE}>
      <Box id={id}>{title}</Box>
      <DraftText
        label={t('mapping.path')}
        at={`${at}.path`}
        value={mark.path}
        onText={(path) => onMark({ ...mark, path })}
        placeholder={example[0]}
      />
      <DraftChoice
        label={t('mapping.comparison')}
        value={mark.op}
        options={OPS.map((op) => ({ value: op, label: t(`mapping.${op}`) }))}
        onChoice={(op) => onMark({ ...mark, op })}
      />
      <DraftText
        label={t('mapping.value')}
        at={`${at}.value`}
        value={mark.value}
        onText={(value) => onMark({ ...mark, value })}
        placeholder={example[1]}
      />
    </Box>
  )
}
