/** The page Journal. */
export const journal = {
  leer: 'x',
} as const
