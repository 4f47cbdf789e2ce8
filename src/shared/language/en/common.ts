/** Words that many pages share. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  sessionCount: '{count, plural, one {# session} other {# sessions}}',
} as const
