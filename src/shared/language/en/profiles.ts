/** Profiles as files: their list, import, and the editor. */
export const profiles = {
  leer: 'x',
} as const
