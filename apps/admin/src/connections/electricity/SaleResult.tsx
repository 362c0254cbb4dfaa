import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { explain } from '@syncline/domain/error'
import type { RechargeCreated } from '@syncline/domain/view'
import { naira } from '../../money/format.ts'
import { Fact, FactList, IdFact } from '../../parts/FactList.tsx'
import * as strings from '../../strings/index.ts'
import { duration } from '../../time/format.ts'
import { Status } from '../../ui/Status.tsx'
import { vendMarks } from './RequeryForm.tsx'
import { Tokens } from './Tokens.tsx'

const words = strings.electricity.sell.result
const vendWords = strings.electricity.requery

/** What became of a sale, what it means, and what to do. */
export function SaleResult({ sale, onAsk }: { sale: RechargeCreated; onAsk: (rechargeId: string) => void }) {
  const { state, code, detail, rechargeId, replayed, tokens, units, paidKobo, receipt, askAgainInMs } = sale
  const told = code === null ? null : explain(code, 'BuyPower')
  return (
    <Box role="status" sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
      <Status kind={vendMarks[state]} label={words.states[state]} />
      {state === 'sold' && (replayed ? <div>{words.replayed}</div> : <Tokens tokens={tokens} />)}
      {state === 'sold' && !replayed && tokens.length > 0 && (
        <Typography variant="caption" component="p" sx={{ color: 'ink.soft' }}>
          {words.onceTold}
        </Typography>
      )}
      {state === 'failed' && (
        <div>
          {told?.sentence} {words.failedRemedy}
        </div>
      )}
      {state === 'unknown' && <div>{words.unknownRemedy}</div>}
      {detail !== null && <Box sx={{ color: 'ink.soft', overflowWrap: 'anywhere' }}>{detail}</Box>}
      {askAgainInMs !== null && <div>{vendWords.again(duration(askAgainInMs))}</div>}
      <Box sx={{ width: '100%' }}>
        <FactList>
          {units !== null && <Fact name={vendWords.units}>{units}</Fact>}
          {paidKobo !== null && <Fact name={vendWords.paid}>{naira(paidKobo)}</Fact>}
          {receipt !== null && <Fact name={vendWords.receipt}>{receipt}</Fact>}
          <IdFact name={vendWords.orderId} id={rechargeId} />
        </FactList>
      </Box>
      {state === 'unknown' && (
        <Button variant="outlined" onClick={() => onAsk(rechargeId)}>
          {words.ask}
        </Button>
      )}
    </Box>
  )
}
