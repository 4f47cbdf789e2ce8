/** The folder that Lasernet Keep is installed in; people give it as part of the address. */
export const KEEP_BASE = '/keep'
export const SESSIONS_PATH = `${KEEP_BASE}/rest/v1/sessions`
/** The product's own documentation of its API. */
export const API_PAGE_PATH = `${KEEP_BASE}/api`
export const KEY_HEADER = 'X-Keep-Api-Key'
