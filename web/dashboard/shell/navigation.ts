import { IconMessageChatbot, IconRobot, type Icon } from '@tabler/icons-react';

/**
 * The entries of the navigation, in their order. A page of the whole workspace is added to the first list, a page of one bot
 * to the second; its label is a text of `shell`, and its address one that the router knows.
 */
export const workspaceEntries = [{ label: 'bots', icon: IconRobot, to: '/bots' }] as const satisfies Entry[];

export const botEntries = [
  { label: 'playground', icon: IconMessageChatbot, to: '/bots/$botId/playground' },
] as const satisfies Entry[];

interface Entry {
  label: string;
  icon: Icon;
  to: string;
}
