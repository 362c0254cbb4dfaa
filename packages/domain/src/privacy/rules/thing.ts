import { luhn, vin } from '../checksums.ts'
import { bare, begins, digitsOf, ends, led, type Rule, token } from '../rule.ts'

const vehicles = [
  String.raw`VIN`,
  String.raw`chassis`,
  String.raw`(?:licen[cs]e|number|registration|reg|vehicle|car|tag) ?plates?`,
  String.raw`plates?`,
  String.raw`(?:vehicle|car)(?: (?:registration|reg|id|identification|tag))?`,
  String.raw`(?:registration|reg)\.? (?:mark|plate)`,
  String.raw`(?:reg|engine)\.? ?(?:no|nr|number)`,
  String.raw`(?:kennzeichen|immatriculation|matrícula|matricula|targa)`,
]
const devices = [
  String.raw`(?:device|pacemaker|implant|pump|monitor|phone|equipment|machine|instrument|sensor|scanner|hearing aid|prosthesis)? ?serial`,
  String.raw`S\/N`,
  String.raw`SN`,
  String.raw`IMEI`,
  String.raw`IMSI`,
  String.raw`ICCID`,
  String.raw`UDI`,
  String.raw`MEID`,
  String.raw`UDID`,
  String.raw`(?:device|implant|pacemaker|handset|terminal|advertising) ?(?:id|uuid|identifier|no|number|#)`,
  String.raw`asset ?tag`,
]
const biometrics = [
  String.raw`(?:finger|voice|palm|thumb|face|facial|retina|retinal|iris|hand|foot|vein|gait)[ -]?(?:prints?|scans?|template|geometry|hash|recording|signature)(?: (?:hash|template))?`,
  String.raw`(?:retina|retinal|iris|biometric|DNA|genome|facial recognition)(?: (?:scan|template|hash|profile|sample|sequence|record|data))?`,
]
const photos = [
  String.raw`(?:(?:full[ -]face|face|facial|profile|passport|id|patient|guest) )?(?:photo(?:graph)?|image|picture|pic|portrait|selfie|head ?shot|mug ?shot|snapshot|scan|jpeg|avatar)s?`,
]

const imageFile = String.raw`[\p{L}\p{M}\d](?:[\p{L}\p{M}\d_.-]){0,78}\.(?:jpe?g|png|gif|heic|heif|webp|tiff?|bmp|dcm|raw|avif)`
const idToken = String.raw`(?=(?:[_./:-]?\p{L}){0,16}[_./:-]?\d)[\p{L}\d](?:[_./:-]?[\p{L}\d]){3,95}`
const plate = String.raw`(?=[\p{L} -]{0,8}\d)(?:[\p{L}\d]{1,4}[ -]){0,3}[\p{L}\d]{2,17}`

const personal =
  /(?:face|facial|portrait|selfie|head-?shot|mug-?shot|patient|guest|passport|profile|avatar|photo-?id|id-?card)/i

export const thingRules: readonly Rule[] = [
  led('vehicle', 'named_vehicle', vehicles, plate, (value) => {
    const units = bare(value).length
    // Groups are only believed in capitals: "plate of rice 2" has words after it.
    const words = /\s/u.test(value) && value !== value.toUpperCase()
    return /\d/u.test(value) && units >= 4 && !words ? 0.93 : 0
  }),
  {
    kind: 'vehicle',
    form: 'vin',
    pattern: new RegExp(`${begins}(?=\\p{L}{0,16}\\d)[A-HJ-NPR-Z\\d]{17}${ends}`, 'dgu'),
    confidence: (value) => (/[A-Z]/.test(value) && vin(value) ? 0.85 : 0),
  },
  led('device', 'serial', devices, token, 0.93),
  {
    kind: 'device',
    form: 'udi',
    // https://www.gs1.org/standards/barcodes/application-identifiers: a GTIN, then what else the label says.
    pattern: new RegExp(`\\(01\\)\\d{14}(?:\\(\\d{2,4}\\)[A-Za-z0-9./-]{1,40}){1,6}${ends}`, 'dgu'),
    confidence: 0.95,
  },
  {
    kind: 'device',
    form: 'mac_dotted',
    pattern: new RegExp(`${begins}(?<!\\.)(?:[0-9a-f]{4}\\.){2}[0-9a-f]{4}${ends}(?!\\.\\w)`, 'dgiu'),
    confidence: (value) => (/[a-f]/i.test(value) ? 0.8 : 0),
  },
  {
    kind: 'device',
    form: 'mac',
    pattern: new RegExp(
      `${begins}(?<![:-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\\1){4}[0-9a-f]{2}${ends}(?![:-])`,
      'dgiu',
    ),
    confidence: 0.9,
  },
  led('device', 'imei', ['IMEI(?:SV)?'], String.raw`\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d`, (value) =>
    luhn(digitsOf(value)) ? 0.97 : 0.9,
  ),
  led('biometric', 'template', biometrics, idToken, 0.94),
  {
    kind: 'biometric',
    form: 'prefixed',
    pattern: new RegExp(
      `${begins}(?:bio|biometric|fingerprint|voiceprint|faceprint|iris)_[\\p{L}\\d]{8,64}${ends}`,
      'dgiu',
    ),
    confidence: 0.7,
  },
  led('photo', 'named_image', photos, imageFile, 0.94),
  {
    kind: 'photo',
    form: 'image_file',
    pattern: new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_.@/:-])${imageFile}${ends}`, 'dgiu'),
    confidence: (value) => (personal.test(bare(value)) || personal.test(value) ? 0.7 : 0.3),
  },
]
