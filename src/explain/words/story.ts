/** Lines of the story of a conversation. `…Where` and `where` are frame numbers, those of all machines that saw it. */
export const STORY = {
  stories: [],
  /** Head of one story; `places` tells the connection's number in each capture. */
  'story-of': ['client', 'server', 'places'],
  'story-place': ['connection', 'capture'],
  'story-of-name': ['name', 'client', 'capture'],
  'stories-further': ['conversations'],
  /** How frames and lists are named. */
  'story-frames': ['frames'],
  'story-frames-in': ['frames', 'capture'],
  'story-last': ['list', 'last'],
  /** What was asked of DNS. */
  'story-asked': ['client', 'type', 'name', 'server', 'queryWhere', 'answer', 'responseWhere'],
  'story-asked-nothing': ['client', 'type', 'name', 'server', 'queryWhere', 'outcome', 'responseWhere'],
  'story-asked-unanswered': ['client', 'type', 'name', 'server', 'queryWhere'],
  'story-asked-address': ['address'],
  /** Who connected to whom. */
  'story-opened': ['client', 'server', 'port', 'where'],
  'story-opened-partly': ['client', 'server', 'port', 'where'],
  'story-half-open': ['client', 'server', 'port', 'where'],
  'story-syn': ['client', 'server', 'port', 'where'],
  'story-syns': ['client', 'server', 'port', 'where', 'count'],
  'story-syn-repeated': ['client', 'count'],
  'story-simultaneous': ['client', 'server', 'port', 'where'],
  'story-midstream': ['client', 'server', 'port'],
  'story-midstream-inferred': ['client', 'server', 'port'],
  /** What was said in which pieces. */
  'story-said-one': ['sender', 'bytes', 'where'],
  'story-said-text': ['sender', 'bytes', 'where', 'text'],
  'story-said-several': ['sender', 'bytes', 'segments', 'sizes', 'where'],
  'story-said-many': ['sender', 'bytes', 'segments', 'firstWhere', 'lastWhere'],
  'story-read-size': ['sender', 'other', 'size'],
  /** The same, where the program's log tells how it read. */
  'story-read-size-logged': ['sender', 'other', 'size'],
  'story-no-data': [],
  'story-further-turns': [],
  'story-total': ['sender', 'bytes', 'frames'],
  /** What went wrong on the way. */
  'story-losses': ['list'],
  /** How it ended. */
  'story-closed-three': ['closer', 'other', 'firstWhere', 'secondWhere', 'thirdWhere'],
  'story-closed-four': ['closer', 'other', 'firstWhere', 'secondWhere', 'thirdWhere', 'fourthWhere'],
  'story-closed-crossing': ['where'],
  'story-closed': ['where'],
  'story-closing': ['where'],
  'story-half-closed': ['closer', 'other', 'where'],
  'story-reset': ['where', 'explanation'],
  /** Resets whose cause the sender's log makes certain. */
  'story-reset-unread': ['where', 'sender', 'other', 'unread'],
  'story-reset-linger': ['where', 'sender', 'other'],
  'story-no-answer': [],
  'story-open': [],
} as const;
