import Autocomplete, { type AutocompleteRenderInputParams } from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField, { type TextFieldProps } from '@mui/material/TextField'
import { useMemo } from 'react'
import { Controller, useFormContext } from 'react-hook-form'
import { t } from '../../../shared/language/language.ts'
import type { CatalogueEntry } from '../../../shared/server.ts'
import type { ServerForm } from './server-form.ts'
import { groupOf, groupWords, inChoiceOrder, isMeant } from './system-groups.ts'

interface SystemFieldProps {
  readonly profiles: readonly CatalogueEntry[]
  readonly onChosen: (entry: CatalogueEntry) => void
  readonly autoFocus: boolean
  /** *Describe another system*. */
  readonly onDescribe: () => void
}

/** The choice of the kind of system: found by typing, with a line on each; what is not in the list can be described. */
export function SystemField({ profiles, autoFocus, onChosen, onDescribe }: SystemFieldProps) {
  const { control } = useFormContext<ServerForm>()
  const options = useMemo(() => inChoiceOrder(profiles), [profiles])
  return (
    <Controller
      name="profileId"
      control={control}
      render={({ field: { ref, value, onChange, onBlur }, fieldState: { error } }) => (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 1, alignItems: 'start' }}>
          <Autocomplete
            options={options}
            // A server may be of a kind that is no longer here.
            value={options.find(({ id }) => id === value) ?? null}
            onChange={(_, entry) => {
              if (entry === null) return
              onChange(entry.id)
              onChosen(entry)
            }}
            onBlur={onBlur}
            groupBy={(entry) => groupWords(groupOf(entry))}
            getOptionLabel={({ name }) => name}
            getOptionKey={({ id }) => id}
            filterOptions={(entries, { inputValue }) => entries.filter((entry) => isMeant(entry, inputValue))}
            noOptionsText={t('systems.noSystem')}
            clearIcon={null}
            selectOnFocus
            handleHomeEndKeys={false}
            slotProps={{ listbox: { sx: LIST }, paper: { elevation: 8 } }}
            renderGroup={({ key, group, children }) => (
              <Box component="li" key={key} role="group" aria-label={group}>
                <Box aria-hidden sx={HEADING}>
                  {group}
                </Box>
                <Box component="ul" role="presentation" sx={{ m: 0, p: 0, listStyle: 'none' }}>
                  {children}
                </Box>
              </Box>
            )}
            renderOption={({ key, ...item }, { name, about }) => (
              <Box component="li" key={key} {...item} aria-description={about}>
                <Box sx={{ minWidth: 0 }}>
                  {name}
                  {/* Read as the description; the name is what is chosen by. */}
                  <Box aria-hidden sx={{ color: 'text.secondary', fontSize: '0.75rem', ...ONE_LINE }}>
                    {about}
                  </Box>
                </Box>
              </Box>
            )}
            renderInput={(input) => (
              <TextField
                {...input}
                label={t('systems.system')}
                inputRef={ref}
                autoFocus={autoFocus}
                error={error !== undefined}
                {...missingLook(value, options, input.slotProps)}
                helperText={error?.message ?? t('systems.systemHint')}
              />
            )}
          />
          <Button variant="outlined" onClick={onDescribe} sx={{ height: 37 }}>
            {t('systems.describe')}
          </Button>
        </Box>
      )}
    />
  )
}

const LIST = {
  maxHeight: 400,
  '& .MuiAutocomplete-option': { minHeight: 0, py: 0.5 },
} as const

const HEADING = { px: 2, pt: 0.75, fontSize: '0.75rem', fontWeight: 600, color: 'text.secondary' } as const

const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

/** A server may be of a kind that is no longer here: then its place says which. */
function missingLook(
  value: string,
  options: readonly CatalogueEntry[],
  slotProps: AutocompleteRenderInputParams['slotProps'],
): Pick<TextFieldProps, 'placeholder' | 'slotProps'> {
  if (value === '' || options.some(({ id }) => id === value)) return {}
  return { placeholder: t('systems.systemMissing', { profile: value }), slotProps: { ...slotProps, inputLabel: { shrink: true } } }
}
