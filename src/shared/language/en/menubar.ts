/** The menu bar of the desktop program; `&` stands before the letter that Alt opens it with. */
export const menubar = {
  file: '&File',
  edit: '&Edit',
  session: '&Session',
  view: '&View',
  window: '&Window',
  help: '&Help',
  settings: 'Settings…',
  find: 'Find sessions',
  details: 'Details',
  copyRow: 'Copy row',
  copyHeaders: 'Copy rows with headers',
  terminate: 'Terminate…',
  logOut: 'Log out on all devices…',
  palette: 'Search or act',
  refresh: 'Refresh',
  shortcuts: 'Keyboard shortcuts',
} as const
