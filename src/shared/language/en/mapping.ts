/** Map fields: from an answer of a server to a profile. */
export const mapping = {
  leer: 'x',
} as const
