import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { type ConflictPolicy, conflictPolicies } from '@syncline/domain/connection'
import type { ConnectionView, FlowView } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { syncRefusal } from '../syncs/ActionDialog.tsx'
import { Choice } from '../ui/Choice.tsx'

const words = strings.connections.conflicts

export interface ConflictPoliciesProps {
  readonly flows: readonly FlowView[]
  readonly connections: readonly ConnectionView[]
  readonly problem: Problem | null
  readonly onSet: (flowId: string, policy: ConflictPolicy) => void
}

/** Who wins where both sides changed a record, for each flow into a connection. */
export function ConflictPolicies({ flows, connections, problem, onSet }: ConflictPoliciesProps) {
  const refused = syncRefusal(problem)
  const { permissions, organization } = useSession()
  const may = permissions.includes('connection.configure')
  const nameOf = (id: string) =>
    connections.find((each) => each.connectionId === id)?.name ?? strings.list.filters.unknownConnection
  return (
    <Box sx={{ display: 'grid', gap: 4, maxWidth: 560 }}>
      <Typography sx={{ color: 'ink.soft' }}>{words.text}</Typography>
      {flows.map((flow) => (
        <Choice
          key={flow.flowId}
          label={words.flow(flow.entity, nameOf(flow.sourceConnectionId))}
          value={flow.conflictPolicy}
          disabled={!may}
          options={conflictPolicies.map((value) => ({ value, label: words.policies[value] }))}
          onChange={(policy) => onSet(flow.flowId, policy)}
        />
      ))}
      {!may && (
        <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
          {strings.connections.policy.mayNot(organization.name)}
        </Typography>
      )}
      {refused !== null && <Refused {...refused} />}
    </Box>
  )
}
