/** Actions, their keys, and the sheet that lists them. */
export const actions = {
  keyCtrl: 'Ctrl',
  keyShift: 'Shift',
  keyDelete: 'Del',
  keyEscape: 'Esc',
  keyEnter: 'Enter',
  keySpace: 'Space',
  keyHome: 'Home',
  keyEnd: 'End',
  keyPageUp: 'Page Up',
  keyPageDown: 'Page Down',
  find: 'Find sessions',
  terminate: 'Terminate the selected sessions, or the focused one…',
  closeDetails: 'Close the details',
  refresh: 'Read all servers now',
  sectionServers: 'Servers',
} as const
