import type { ConnectionView } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import { EndDialog } from '../connections/EndDialog.tsx'
import { EndFlowDialog } from '../connections/flows/EndFlowDialog.tsx'
import { ResetDialog } from '../connections/protection/ResetDialog.tsx'
import { RetireDialog } from '../connections/RetireDialog.tsx'
import { SecretDialog } from '../connections/SecretDialog.tsx'
import { ScopeDialog } from '../connections/scope/ScopeDialog.tsx'
import { WebhookDialog } from '../connections/webhook/WebhookDialog.tsx'
import * as strings from '../strings/index.ts'
import * as custody from './custody-samples.ts'
import type { faces } from './list.ts'
import * as samples from './samples.ts'

const at = { busy: false, refused: null, onSubmit: noop, onClose: noop } as const
const stops = { flows: ['Customers come from Stripe · Ember Café'], openSyncs: 14 }
const unfit = `${strings.custody.rotating.unfit('Stripe')} ${strings.connect.said('Invalid API Key provided: sk_test_…3f0a')}`
const nameOf = (id: string) => samples.connections.find((each) => each.connectionId === id)?.name ?? ''

/** The dialog that is open on a connection's page; nothing where none is. */
export function ConnectionDialog({
  face,
  connection: { name },
}: {
  face: (typeof faces)['connection'][number]
  connection: ConnectionView
}) {
  const [newest] = custody.ready.credentials
  const [flow] = samples.flows
  switch (face) {
    case 'disable':
      return <EndDialog how="disabling" name={name} stops={stops} {...at} />
    case 'delete':
      return <EndDialog how="deleting" name={name} stops={stops} {...at} />
    case 'flow-end':
    case 'flow-end-refused': {
      const isRefused = face === 'flow-end-refused'
      return (
        flow && (
          <EndFlowDialog
            flows={samples.flows}
            chosen={flow}
            nameOf={nameOf}
            inLine={isRefused ? null : 14}
            onChoose={noop}
            {...at}
            refused={isRefused ? { text: strings.switches.flow.gone, errorId: null } : null}
          />
        )
      )
    }
    case 'webhook-delete':
      return <WebhookDialog action="delete" provider="Stripe" {...at} />
    case 'scope-off':
      return <ScopeDialog entity="customer" name={name} isOff {...at} />
    case 'reset':
      return <ResetDialog provider="FlashERP" {...at} />
    case 'rotate':
    case 'rotate-unfit':
      return (
        <SecretDialog
          kind={face === 'rotate' ? 'webhook_secret' : 'api_key'}
          help="Settings → Webhooks. Signs what comes from FlashERP."
          unfit={face === 'rotate' ? null : unfit}
          {...at}
        />
      )
    case 'retire':
      return newest && <RetireDialog credential={newest} provider="FlashERP" {...at} />
    default:
      return null
  }
}
