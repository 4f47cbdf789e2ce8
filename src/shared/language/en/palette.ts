/** The command palette. */
export const palette = {
  title: 'Search or act',
  placeholder: 'Type what you want to do or see',
  nothing: 'Nothing fits “{text}”.',
  findSessions: 'Find sessions with “{text}”',
  sectionFind: 'Find',
} as const
