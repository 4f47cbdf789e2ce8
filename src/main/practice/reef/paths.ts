export const REEF_BASE = '/ediscovery'
export const LOGIN_PATH = `${REEF_BASE}/login`
export const LOGOUT_PATH = `${REEF_BASE}/logout`
export const HOME_PATH = `${REEF_BASE}/projects`
export const SESSIONS_PATH = `${REEF_BASE}/status/active-user-sessions`
/** Where the form *Log out on All Devices* goes. */
export const LOGOUT_ALL_PATH = `${SESSIONS_PATH}/logout-all-devices`
