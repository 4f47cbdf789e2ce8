import Box from '@mui/material/Box'
import { SERVER_STATES } from '../../../shared/server.ts'
import { KeyCaps } from '../../components/actions/KeyCaps.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Fact, FactList } from '../../components/FactList.tsx'
import { ForeignText } from '../../components/ForeignText.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { Tag } from '../../components/Tag.tsx'
import { Row, Section } from './Section.tsx'

const NO_TROUBLE = { hold: null, lastAttempt: null }

/** What is only read: states, tags, facts, texts of servers, keys, problems, and what stands in place of nothing. */
export function Words() {
  return (
    <>
      <Section title="States and tags" about="Each state has a shape of its own. A tag says one word about what stands before it.">
        <Row name="Server states">
          {SERVER_STATES.map((state) => (
            <StateMark key={state} state={state} status={NO_TROUBLE} />
          ))}
        </Row>
        <Row name="Tags">
          <Tag>plain</Tag>
          <Tag tone="accent">you</Tag>
          <Tag tone="caution">practice</Tag>
        </Row>
        <Row name="Keys">
          {['Mod+K', 'Mod+Shift+C', 'Delete', 'Alt+ArrowLeft', 'F6'].map((keys) => (
            <KeyCaps key={keys} keys={keys} />
          ))}
        </Row>
      </Section>
      <Section
        title="Texts"
        about="Short, concrete, and they name the server. What a server sent is shown so that nothing in it is hidden. Unknown is blank."
      >
        <Row name="Of a server">
          <ForeignText text={'jane\u202Eeor\u200B <b>roe</b>'} />
        </Row>
        <Box sx={{ maxWidth: 420 }}>
          <FactList>
            <Fact name="User" value="jane.roe" />
            <Fact name="Address" value="203.0.113.54, last seen" />
            <Fact name="Expires" value="" />
          </FactList>
        </Box>
        {(['error', 'warning', 'info'] as const).map((severity) => (
          <ProblemAlert
            key={severity}
            severity={severity}
            problem={{
              code: 'server-unreachable',
              message: 'Keep EU can’t be reached since 13:52.',
              next: 'You see what was read before. Rollcall goes on trying.',
              technical: 'ECONNREFUSED 203.0.113.54:443',
            }}
          />
        ))}
        <EmptyState title="No session matches">What stands in place of rows says why there are none, and what to do.</EmptyState>
      </Section>
    </>
  )
}
