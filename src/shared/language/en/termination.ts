/** Ending sessions: review, run and outcome. */
export const termination = {
  leer: 'x',
} as const
