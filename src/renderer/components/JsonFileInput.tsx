import type { Ref } from 'react'

interface JsonFileInputProps {
  /** Its `click` opens the dialog of the system. */
  readonly ref: Ref<HTMLInputElement>
  readonly label: string
  readonly onFile: (file: File) => void
}

/** Lets a person choose a JSON file. It is not shown: whatever opens it is a command of its own. */
export function JsonFileInput({ ref, label, onFile }: JsonFileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      accept=".json,application/json"
      aria-label={label}
      hidden
      onChange={(event) => {
        const file = event.target.files?.[0]
        // The same file can be chosen again once it is corrected.
        event.target.value = ''
        if (file !== undefined) onFile(file)
      }}
    />
  )
}
