/** What people mean by emojis: `value emojis`. */
const lists: [value: number, emojis: string][] = [
  [3, '😍🥰😘❤💕💖💗💓💞💝💘😻🤩🥳🎉🎊💙💚💛💜🧡🖤🤍🤎💯'],
  [2.4, '😀😃😄😁😆😊☺😇🤗🙌👏🏆🥇🌟✨🎂😂🤣👑🫶🔥'],
  [1.8, '🙂😉😋😎👍👌🙏💪✌🤞😌🤝🌈🍾🥂✅🚀😺😸😹⭐🌞'],
  [0.8, '😏😅🙃🤭👋☕🎁🎈🌹🌸🌺💐🍀😜😝😛🤪'],
  [-0.8, '😐😑😶🙄😬🤔😕🤷🥱😴💤🤨😯'],
  [-1.6, '😟🙁☹😒😔😞😣😖😫😩😓😥😰👎😮‍💨🥺😿🤕🤒'],
  [-2.2, '😢😭😨😱😳💔😤😠🤢🤮😷😵🙀🤬😡👿💩🖕😾'],
];
const values = new Map(
  lists.flatMap(([value, emojis]) => [...emojis].map((emoji) => [emoji, value] as const)),
);

const modifiers = /[\p{Emoji_Modifier}\ufe0f\u200d]/gu;

/** The value of an emoji whatever its skin colour, -4 to 4; undefined when it says nothing about feelings. */
export const emojiValue = (emoji: string): number | undefined => {
  const bare = emoji.replace(modifiers, '');
  return values.get(bare) ?? values.get([...bare][0] ?? '');
};

export const emojiPattern =
  /\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*(?:\u200d\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*)*/gu;
