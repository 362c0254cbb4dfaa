import { noop } from '@tanstack/react-query'
import { TaggingView, type TaggingViewProps } from '../connections/tagging/TaggingView.tsx'

const tagging: TaggingViewProps = {
  provider: 'Mailchimp',
  disabled: false,
  busy: null,
  shown: { email: 'chidi@example.com', tags: ['Brunch', 'Regulars', 'Writes reviews'] },
  refused: null,
  onAsk: noop,
  onGive: noop,
  onTake: noop,
}
export const taggingFace = (changes: Partial<TaggingViewProps> = {}) => (
  <TaggingView {...tagging} {...changes} />
)
