export interface Check {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'failed'
  readonly finding: string
  readonly remedy?: string
}
