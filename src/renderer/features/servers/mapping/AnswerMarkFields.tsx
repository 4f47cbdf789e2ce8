import Box from '@mui/material/Box'
import { useId } from 'react'
import type { AnswerMark, AnswerMarks } from './answer-marks.ts'
import { DraftChoice, DraftText } from './DraftFields.tsx'

const OPS = [
  { value: 'is', label: 'is' },
  { value: 'isNot', label: 'is not' },
] as const

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
        What the answer means
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        Needed where the server answers with status 200 also when it ended nothing, as in {'{"ok": false, "error": "no such session"}'}.
        Otherwise leave it empty: 404 and 410 mean that there is no such session, every other status from 400 on that it failed.
      </Box>
      <MarkLine
        title={at === 'one' ? 'There is no such session when' : 'The user has no session when'}
        at={`${at}.gone`}
        mark={marks.gone}
        onMark={(gone) => onChange({ gone })}
        example={['error', 'no such session']}
      />
      <MarkLine
        title="It failed when"
        at={`${at}.failed`}
        mark={marks.failed}
        onMark={(failed) => onChange({ failed })}
        example={['ok', 'false']}
      />
      <Box sx={LINE}>
        <Box>The server’s own words are at</Box>
        <DraftText
          label="Path of the words"
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
      <DraftText label="Path" at={`${at}.path`} value={mark.path} onText={(path) => onMark({ ...mark, path })} placeholder={example[0]} />
      <DraftChoice label="Comparison" value={mark.op} options={OPS} onChoice={(op) => onMark({ ...mark, op })} />
      <DraftText
        label="Value"
        at={`${at}.value`}
        value={mark.value}
        onText={(value) => onMark({ ...mark, value })}
        placeholder={example[1]}
      />
    </Box>
  )
}
