import { IconBook2, IconHeadset, IconRobot, IconUsersGroup, type Icon } from '@tabler/icons-react';

/** What a new bot can begin as. Its texts are those of `bots.templates`, in the language of who makes it. */
export const templates = [
  { id: 'support', icon: IconHeadset, knowledge: true },
  { id: 'documents', icon: IconBook2, knowledge: true },
  { id: 'digest', icon: IconUsersGroup, knowledge: true },
  { id: 'blank', icon: IconRobot, knowledge: false },
] as const satisfies { id: string; icon: Icon; knowledge: boolean }[];

export type TemplateId = (typeof templates)[number]['id'];
