import { Schema } from 'mongoose';
import {
  chatbotStatuses,
  publishingModes,
  type ChatbotStatus,
  type LinkSettings,
  type ModelSettings,
  type PublishingMode,
  type RetrievalSettings,
} from '../../contracts/chatbots.contract.js';
import type { PublishingRequirement } from '../../contracts/publishing.contract.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { newId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import { carriesEvents } from '../../platform/outbox/event.js';

export interface ChatbotDocument {
  _id: string;
  organizationId: string;
  createdBy: string;
  name: string;
  description: string | null;
  instructions: string | null;
  language: string | null;
  welcomeMessage: string | null;
  model: ModelSettings;
  retrieval: RetrievalSettings;
  /** Absent in bots that have none. */
  links?: LinkSettings;
  status: ChatbotStatus;
  settings: Record<string, unknown>;
  /** Tells intents; set by training. */
  intentModelId?: string | null;
  /** What these fields say is kept as this version. Absent in bots of before there were versions. */
  headVersion?: number | null;
  /** What end users talk to. */
  publishedVersion?: number | null;
  publishing?: PublishingMode;
  /** What a version has to reach before it is published. Absent in older bots. */
  evaluation?: PublishingRequirement | null;
  /** Counts changes of content, so that two at once cannot overlook each other. */
  changes?: number;
  events?: DomainEvent[];
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<ChatbotDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    createdBy: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: null },
    instructions: { type: String, default: null },
    language: { type: String, default: null },
    welcomeMessage: { type: String, default: null },
    model: { type: Schema.Types.Mixed, default: {} },
    retrieval: { type: Schema.Types.Mixed, default: {} },
    links: { type: Schema.Types.Mixed, default: undefined },
    status: { type: String, enum: chatbotStatuses, default: 'active' },
    settings: { type: Schema.Types.Mixed, default: {} },
    intentModelId: { type: String, default: null },
    headVersion: { type: Number, default: null },
    publishedVersion: { type: Number, default: null },
    publishing: { type: String, enum: publishingModes, default: 'automatic' },
    evaluation: { type: Schema.Types.Mixed, default: null },
    changes: { type: Number, default: 0 },
  },
  { timestamps: true, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, name: 1 }, { unique: true });
schema.index({ organizationId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, updatedAt: -1, _id: -1 });
carriesEvents(schema);

export const ChatbotModel = defineModel<ChatbotDocument>('Chatbot', schema, 'chatbots', { isKept: true });
