/** What the platform tells subscribers. Each event is stored with its cause and relayed at least once; `id` tells repeats. */
export const eventTypes = [
  'message.received',
  'message.sent',
  'conversation.started',
  'conversation.ended',
  'user.registered',
  'chatbot.created',
  'training.completed',
] as const;
export type EventType = (typeof eventTypes)[number];

export interface DomainEvent {
  id: string;
  type: EventType;
  organizationId: string;
  timestamp: Date;
  data: Record<string, unknown>;
}
