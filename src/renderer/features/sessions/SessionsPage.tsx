import { PageFrame } from '../../components/PageFrame.tsx'

/** Every session of every server in one grid. */
export function SessionsPage() {
  return <PageFrame title="Sessions">{null}</PageFrame>
}
