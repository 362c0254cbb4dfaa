import type { Provider } from '../provider.ts'

/** https://mailchimp.com/developer/marketing/docs/fundamentals/#api-structure: the data centre stands behind the dash of the key. */
const dataCentre = /-([a-z]{2,4}\d{1,3})$/

export const addressOf: NonNullable<Provider['addressOf']> = ({ api_key: key = '' }) => {
  const [, centre] = dataCentre.exec(key.trim()) ?? []
  return centre === undefined
    ? { ok: false, kind: 'api_key', reason: 'must end in its data centre, as -us21' }
    : { ok: true, baseUrl: `https://${centre}.api.mailchimp.com/3.0` }
}
