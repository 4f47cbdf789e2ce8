/** The page *Servers*. */
export function ServersPage() {
  return <h1>Servers</h1>
}
