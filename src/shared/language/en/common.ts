/** Words that many pages share. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  sessionCount: '{count, plural, one {# session} other {# sessions}}',
  moreNames: '{count} more',
  seconds: '{count} s',
  minutes: '{count} min',
  hours: '{hours} h',
  hoursAndMinutes: '{hours} h {minutes} min',
  days: '{count, plural, one {# day} other {# days}}',
} as const
