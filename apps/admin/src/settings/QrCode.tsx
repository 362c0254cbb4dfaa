import Box from '@mui/material/Box'
import { encode } from 'uqr'

/** Modules of light around it that readers need: ISO/IEC 18004, 6.3.8. */
const quietModules = 4

/** A text as a QR code: always dark on light, as cameras want it, in both schemes. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: quietModules })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <Box
      component="svg"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      sx={{ width: '100%', maxWidth: 240, justifySelf: 'center', borderRadius: '6px' }}
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </Box>
  )
}
