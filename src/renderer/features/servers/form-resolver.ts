import type { FieldErrors, Resolver } from 'react-hook-form'
import type { CatalogueEntry } from '../../../shared/server.ts'
import { readForm } from './read-form.ts'
import type { FormPlace, ServerForm } from './server-form.ts'

/** Checks the dialog's fields with the schema of a draft; each error goes to the field it is about. */
export function formResolver(profiles: readonly CatalogueEntry[]): Resolver<ServerForm> {
  return (values) => {
    const read = readForm(
      values,
      profiles.find(({ id }) => id === values.profileId),
    )
    return read.ok ? { values, errors: {} } : { values: {}, errors: nested(read.errors) }
  }
}

function nested(errors: ReadonlyMap<FormPlace, string>): FieldErrors<ServerForm> {
  const tree: Record<string, unknown> = {}
  for (const [place, message] of errors) {
    const error = { type: 'draft', message }
    const [group, field] = place.split('.')
    if (group !== undefined && field !== undefined) tree[group] = { ...(tree[group] as object | undefined), [field]: error }
    else tree[place] = error
  }
  return tree as FieldErrors<ServerForm>
}
