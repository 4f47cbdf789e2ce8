export const PURE_BASE = '/admin'
export const LOGIN_PATH = `${PURE_BASE}/login`
export const LOGOUT_PATH = `${PURE_BASE}/logout`
export const HOME_PATH = `${PURE_BASE}/workspace`
export const SESSIONS_PATH = `${PURE_BASE}/system-information/sessions`
