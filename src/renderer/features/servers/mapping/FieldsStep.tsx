import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { SessionField } from '../../../../shared/profile/field.ts'
import { pathSteps } from '../../../../shared/profile/path.ts'
import { AnswerTree } from './AnswerTree.tsx'
import { FieldList } from './FieldList.tsx'
import { valueAt } from './json-path.ts'
import type { Mapping } from './mapping.ts'
import { rowsIn } from './propose-rows.ts'
import type { ChangeMapping } from './task.ts'
import { momentForm, ruleOfForm } from './time-form.ts'
import { firstOpen, type TreeNode } from './tree-nodes.ts'

interface FieldsStepProps {
  readonly answer: unknown
  readonly mapping: Mapping
  /** Whether the pages of the list are decided on here, too. */
  readonly withPaging: boolean
  readonly onChange: ChangeMapping
  readonly onPropose: (place?: Pick<Mapping, 'at' | 'shape'>) => void
}

/** Step two: what in the answer is what. Beside the tree stands the same the other way round. */
export function FieldsStep({ answer, mapping, withPaging, onChange, onPropose }: FieldsStepProps) {
  const [open, setOpen] = useState(() => firstOpen(answer, pathSteps(mapping.at)))
  const { at, shape, fields, times, paging } = mapping
  const rows = rowsIn(valueAt(answer, at), shape)

  const setField = (field: SessionField, path: string) => {
    const part = { fields: { ...fields, [field]: path } }
    if (field !== 'createdAt' && field !== 'lastActiveAt' && field !== 'expiresAt') return onChange(part)
    const form = momentForm(rows.slice(0, 50).map((row) => valueAt(row, path)))
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    onChange(form === null ? part : { ...part, times: { ...times, [field]: ruleOfForm(form, field, zone) } })
  }
  const chooseRows = ({ path, kind }: TreeNode) => {
    const place = path === '.' ? '' : path
    const elements = valueAt(answer, place)
    const arePlain = Array.isArray(elements) && elements.length > 0 && elements.every((element) => typeof element !== 'object')
    if (kind === 'object') onPropose({ at: place, shape: 'map' })
    else onPropose({ at: place, shape: arePlain ? 'values' : 'array' })
    setOpen(new Set([...open, ...firstOpen(answer, pathSteps(place))]))
  }
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: 2, minHeight: 0 }}>
      <Box sx={{ display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr)', gap: 1, minHeight: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', minHeight: 31 }}>
          <Box sx={{ color: 'text.secondary', mr: 'auto' }}>
            {rows.length === 0 ? t('mapping.rowsChoose') : t('mapping.rowsFound', { count: rows.length })}
          </Box>
          <Button onClick={() => onPropose()}>{t('mapping.proposeAgain')}</Button>
        </Box>
        <AnswerTree
          answer={answer}
          mapping={mapping}
          open={open}
          onOpen={setOpen}
          onRows={chooseRows}
          onField={setField}
          onPaging={withPaging ? (part, path) => onChange({ paging: pagingWith(paging, part, path) }) : undefined}
        />
      </Box>
      <FieldList
        answer={answer}
        mapping={mapping}
        onField={setField}
        onTime={(field, rule) => onChange({ times: { ...times, [field]: rule } })}
      />
    </Box>
  )
}

function pagingWith(paging: Mapping['paging'], part: 'total' | 'next', path: string): Mapping['paging'] {
  if (part === 'total') return { ...paging, total: path }
  return { ...paging, next: path, kind: paging.kind === 'cursor' ? 'cursor' : 'link' }
}
