/** The page *Journal*. */
export function JournalPage() {
  return <h1>Journal</h1>
}
