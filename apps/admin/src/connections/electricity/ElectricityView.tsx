import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { CachedAnswerView, RechargeCreated } from '@syncline/domain/view'
import { useRef, useState } from 'react'
import { naira } from '../../money/format.ts'
import { Fact, FactList } from '../../parts/FactList.tsx'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import { Time } from '../../parts/Time.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { Section } from '../../ui/Section.tsx'
import { type Disco, MeterForm, type MeterFormProps } from './MeterForm.tsx'
import { Recharges, type RechargesProps } from './Recharges.tsx'
import { RequeryForm, type RequeryFormProps } from './RequeryForm.tsx'
import { SaleResult } from './SaleResult.tsx'
import { SellForm, type SellFormProps } from './SellForm.tsx'

const words = strings.electricity

/** An amount as it was when it was asked for; null where it is not known. */
export interface Wallet extends Pick<CachedAnswerView, 'readAt'> {
  readonly kobo: number
}

export interface ElectricityViewProps {
  readonly state: PartState<{ readonly discos: readonly Disco[]; readonly wallet: Wallet | null }>
  /** Nothing is asked while it is switched off. */
  readonly disabled: boolean
  readonly check: Pick<MeterFormProps, 'busy' | 'meter' | 'refused' | 'onCheck'>
  readonly requery: Pick<RequeryFormProps, 'busy' | 'vend' | 'refused' | 'onAsk'>
  readonly sell: Pick<SellFormProps, 'busy' | 'refused' | 'onCheck'> & {
    /** What became of the last; null before there was one. */
    readonly sale: RechargeCreated | null
  }
  readonly recharges: Omit<RechargesProps, 'refusal' | 'mayNot' | 'onAsk'>
}

/** What is there to sell from and to, and what may be asked about a meter and about a vend. */
export function ElectricityView(props: ElectricityViewProps) {
  const { state, disabled, check, requery, sell, recharges } = props
  const { permissions, organization } = useSession()
  const asking = useRef<HTMLDivElement>(null)
  const [orderId, setOrderId] = useState('')
  const refusal = disabled ? words.isOff : null
  const mayNot = permissions.includes('electricity.sell') ? null : words.sell.mayNot(organization.name)
  const ask = (rechargeId: string) => {
    setOrderId(rechargeId)
    requery.onAsk(rechargeId)
    asking.current?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <Section title={words.title}>
      <PartFace state={state} loading={words.loading} failed={words.failed} heights={[64, 64, 120]}>
        {({ discos, wallet }) => (
          <Box sx={{ display: 'grid', gap: 5, maxWidth: 640 }}>
            <FactList>
              {wallet !== null && (
                <Fact name={words.balance}>
                  <Box
                    component="span"
                    sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'baseline' }}
                  >
                    <Box component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>
                      {naira(wallet.kobo)}
                    </Box>
                    {wallet.readAt !== null && (
                      <Typography variant="caption" component="span" sx={{ color: 'ink.quiet' }}>
                        {words.asOf} <Time at={wallet.readAt} />
                      </Typography>
                    )}
                  </Box>
                </Fact>
              )}
              <Fact name={words.service}>{serviceText(discos)}</Fact>
            </FactList>
            <SellForm
              {...sell}
              discos={discos}
              refusal={mayNot ?? refusal}
              result={sell.sale && <SaleResult sale={sell.sale} onAsk={ask} />}
            />
            <Recharges {...recharges} refusal={refusal} mayNot={mayNot} onAsk={ask} />
            <div ref={asking}>
              <RequeryForm {...requery} refusal={refusal} orderId={orderId} onOrderId={setOrderId} />
            </div>
            <MeterForm {...check} discos={discos} refusal={refusal} />
          </Box>
        )}
      </PartFace>
    </Section>
  )
}

function serviceText(discos: readonly Disco[]): string {
  const down = discos.filter(({ isUp }) => !isUp)
  return down.length === 0 ? words.allUp(discos.length) : words.down(down.map(({ name }) => name).join(', '))
}
