/** What concerns the whole window: a part that stopped, a folder that is only read, a keychain that is not there. */
export function Notices() {
  return null
}
